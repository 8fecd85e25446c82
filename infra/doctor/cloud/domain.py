"""The site's own domain: its certificate, and where its name leads."""

from ..check import Found
from ..facts.names import targets
from .asked import Stage

NONE_ASKED = Found("none is asked for: the site has API Gateway's address")


def certificate(stage: Stage) -> Found:
    domain, arn = stage.told.get("DomainName"), stage.told.get("CertificateArn", "")
    if not domain:
        return NONE_ASKED
    if f":{stage.region}:" not in arn:
        return Found(f"{arn} is not of {stage.region}", f"ask for one in {stage.region}\n{GUIDE}")
    found = stage.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    if found["Status"] != "ISSUED":
        options = found.get("DomainValidationOptions", [])
        records = [each["ResourceRecord"] for each in options if "ResourceRecord" in each]
        lines = [f"write {each['Name']} {each['Type']} {each['Value']}" for each in records]
        return Found(f"it is {found['Status']}", "\n".join([*lines, GUIDE]))
    names = found.get("SubjectAlternativeNames", [found["DomainName"]])
    if not any(_covers(name, domain) for name in names):
        return Found(f"it is of {', '.join(names)}, not of {domain}", GUIDE)
    return Found(f"issued for {domain}")


GUIDE = "docs/operations/deploying.md, « A domain of your own »"


def domain(stage: Stage) -> Found:
    name = stage.told.get("DomainName")
    if not name:
        return NONE_ASKED
    target = stage.outputs.get("DomainTarget", "")
    if not target:
        return Found("the stack does not have it yet", f"make deploy STAGE={stage.name}")
    pointed = targets(name, "CNAME", stage.names)
    if target.lower() in pointed:
        return Found(f"{name} leads to the site")
    aliased = set(stage.names(name, "A")) & set(stage.names(target, "A"))
    if aliased and not pointed:
        return Found(f"{name} leads to the site (an alias)")
    led = f"leads to {', '.join(sorted(pointed))}" if pointed else "leads nowhere"
    return Found(f"{name} {led}", f"write {name} CNAME {target}")


def _covers(certified: str, name: str) -> bool:
    """Return whether a certificate's name is a name, or a star in the place of its first part."""
    return certified == name or (
        certified.startswith("*.") and certified[1:] == f".{name.partition('.')[2]}"
    )
