"""The checks around a stage, in the order in which one meets them."""

from ..report import Check, Words
from . import account, domain, here, mail, site, stack
from .asked import Stage

WORDS = Words(
    line="{}: {}",
    first="not asked; « {} » comes first",
    well="All is well.",
    wrong="{} to put right, in this order.",
)

CHECKS: tuple[Check[Stage], ...] = (
    Check("Python", here.python),
    Check("libraries", here.libraries),
    Check("settings", here.settings),
    Check("examples", here.examples, ("settings",)),
    Check("stage's file", here.file),
    Check("mailboxes", here.mailboxes, ("settings", "stage's file")),
    Check("credentials", account.credentials),
    Check("region", account.region, ("credentials",)),
    Check("concurrency", account.concurrency, ("stage's file", "region")),
    Check("certificate", domain.certificate, ("stage's file", "region")),
    Check("stack", stack.deployed, ("stage's file", "region")),
    Check("stack as told", stack.as_told, ("stack",)),
    Check("domain", domain.domain, ("stack",)),
    Check("alerts", stack.alerts, ("stack",)),
    Check("DKIM", mail.dkim, ("stack",)),
    Check("MAIL FROM", mail.mail_from, ("stack",)),
    Check("DMARC", mail.dmarc, ("settings", "stage's file")),
    Check("SES", mail.quota, ("region",)),
    Check("schedules", stack.schedules, ("stack",)),
    Check("triggers", stack.triggers, ("stack",)),
    Check("admin", site.admin, ("stack",)),
    Check("pages", site.pages, ("settings", "stack")),
    Check("alarms", stack.alarms, ("stack",)),
)
