"""What is looked at, in the order in which one meets it."""

from .check import Check, CheckOf, asked_of
from .cloud import account, domain, mail, stack
from .cloud import here as stage_here
from .cloud.asked import Stage
from .machine import folder, table
from .machine import here as machine_here
from .machine.asked import Machine
from .shared import answers, here, moved
from .site import Site

_stage, _machine = asked_of(Stage), asked_of(Machine)
_site: CheckOf[Site] = asked_of(Stage, Machine)

CHECKS: tuple[Check, ...] = (
    _stage("Python", stage_here.python),
    _site("libraries", here.libraries),
    _machine("database", machine_here.database),
    _site("settings", here.settings),
    _site("examples", here.examples, "settings"),
    _stage("stage's file", stage_here.file),
    _machine("address", machine_here.address),
    _machine("mail server", machine_here.mail_server),
    _machine("returns", machine_here.returns),
    _site("mailboxes", here.mailboxes, "settings", "stage's file", "address", "mail server"),
    _stage("credentials", account.credentials),
    _stage("region", account.region, "credentials"),
    _stage("concurrency", account.concurrency, "stage's file", "region"),
    _stage("certificate", domain.certificate, "stage's file", "region"),
    _stage("stack", stack.deployed, "stage's file", "region"),
    _stage("stack as told", stack.as_told, "stack"),
    _stage("domain", domain.domain, "stack"),
    _stage("alerts", stack.alerts, "stack"),
    _stage("DKIM", mail.dkim, "stack"),
    _stage("MAIL FROM", mail.mail_from, "stack"),
    _stage("DMARC", mail.dmarc, "settings", "stage's file"),
    _stage("SES", mail.quota, "region"),
    _machine("folder", folder.folder),
    _machine("room", folder.room, "folder"),
    _machine("keys", folder.keys, "folder"),
    _machine("table", table.table, "folder", "database"),
    _site("moved", moved.moved, "stack", "folder"),
    _stage("schedules", stack.schedules, "moved"),
    _stage("triggers", stack.triggers, "moved"),
    _stage("functions", stack.functions, "moved"),
    _machine("running", folder.running, "moved", "keys", "table"),
    _machine("backups", folder.backups, "folder", "keys"),
    _site("admin", answers.admin, "stack", "table"),
    _site("pages", answers.pages, "settings", "address", "moved", "functions", "running"),
    _machine("mails", table.mails, "table", "moved"),
    _stage("alarms", stack.alarms, "moved"),
    _machine("dead letters", folder.dead_letters, "folder"),
)
