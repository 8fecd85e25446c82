"""Mail: the sender's domain in DNS and at SES, and what SES grants the account."""

from typing import Any

from ..check import Found
from ..facts.names import targets
from .asked import Stage

GUIDE = "docs/operations/deploying.md, step 7; then minutes, sometimes hours, until AWS sees it"
USED = 0.8
"""The part of a day's quota from which it is nearly used up."""


def dkim(stage: Stage) -> Found:
    domain = stage.told["SenderDomain"]
    found = _identity(stage)
    signed = found["DkimAttributes"]
    zone = signed.get("SigningHostedZone", "dkim.amazonses.com")
    written = {f"{each}._domainkey.{domain}": f"{each}.{zone}" for each in signed.get("Tokens", [])}
    lines = [
        f"write {name} CNAME {value}"
        for name, value in written.items()
        if value.lower() not in targets(name, "CNAME", stage.names)
    ]
    status = signed.get("Status", "NOT_STARTED")
    if lines or status != "SUCCESS" or not found.get("VerifiedForSendingStatus"):
        return Found(f"{domain} is not proven (DKIM: {status})", "\n".join([*lines, GUIDE]))
    return Found(f"{domain} is proven, and signs")


def mail_from(stage: Stage) -> Found:
    told = _identity(stage).get("MailFromAttributes", {})
    domain = told.get("MailFromDomain", "")
    if not domain:
        return Found("SES knows none", f"make deploy STAGE={stage.name}")
    server = f"feedback-smtp.{stage.region}.amazonses.com"
    lines = []
    if not any(value.split()[-1] == server for value in targets(domain, "MX", stage.names)):
        lines.append(f"write {domain} MX 10 {server}")
    if not any("include:amazonses.com" in value for value in stage.names(domain, "TXT")):
        lines.append(f'write {domain} TXT "v=spf1 include:amazonses.com ~all"')
    status = told.get("MailFromDomainStatus", "PENDING")
    if lines or status != "SUCCESS":
        return Found(f"{domain} is not proven ({status})", "\n".join([*lines, GUIDE]))
    return Found(f"{domain} takes bounces")


def dmarc(stage: Stage) -> Found:
    """Look at the domain, then at those it is part of, as receivers do."""
    domain = stage.told["SenderDomain"]
    parts = domain.split(".")
    for above in range(len(parts) - 1):
        name = f"_dmarc.{'.'.join(parts[above:])}"
        for value in stage.names(name, "TXT"):
            if value.replace(" ", "").startswith("v=DMARC1"):
                return Found(f"{name} says {value}")
    return Found(
        f"_dmarc.{domain} says nothing",
        f'write _dmarc.{domain} TXT "v=DMARC1; p=none; rua=mailto:{stage.said["contact_email"]}"',
    )


def quota(stage: Stage) -> Found:
    found = stage.client("sesv2").get_account()
    sends = found.get("SendQuota", {})
    most, sent = float(sends.get("Max24HourSend", 0)), float(sends.get("SentLast24Hours", 0))
    said = (
        f"{most:.0f} mails a day, {float(sends.get('MaxSendRate', 0)):g} a second; {sent:.0f} sent"
    )
    status = found.get("EnforcementStatus", "HEALTHY")
    if not found.get("SendingEnabled", True) or status == "SHUTDOWN":
        return Found("SES has stopped the account's mails", "read the case in AWS's console (SES)")
    if not found.get("ProductionAccessEnabled"):
        return Found(f"{said}, to proved addresses alone: the account is in SES's sandbox", SANDBOX)
    if status == "PROBATION":
        return Found(
            f"{said}; SES has the account under review", "docs/operations/alarms.md, BounceRate"
        )
    if 0 < most * USED < sent:
        return Found(f"{said}: nearly all", "docs/operations/alarms.md, MessagesThrottled")
    return Found(said)


SANDBOX = "ask for production: docs/operations/deploying.md, step 8"


def _identity(stage: Stage) -> Any:
    return stage.client("sesv2").get_email_identity(EmailIdentity=stage.told["SenderDomain"])
