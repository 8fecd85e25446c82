"""A stage's file, as the parameters of its stack."""

import tomllib
from pathlib import Path

STAGES = Path(__file__).resolve().parents[1] / "stages"
NAMES = ("dev", "staging", "prod")

PARAMETERS = {
    "sender_domain": "SenderDomain",
    "sender_address": "SenderAddress",
    "alerts_address": "AlertsAddress",
    "domain_name": "DomainName",
    "certificate_arn": "CertificateArn",
    "monthly_budget": "MonthlyBudget",
    "firewall": "Firewall",
    "reserved_concurrency": "ReservedConcurrency",
    "mail_rate": "MailRate",
}
NEEDED = ("sender_domain", "sender_address", "alerts_address")


class BadStage(ValueError):
    """A stage has no file, or its file says something that no stack understands."""


def stack_name(stage: str) -> str:
    return f"brigade-{stage}"


def read_stage(stage: str, folder: Path = STAGES) -> dict[str, str]:
    """Return a stage's parameters, with `SiteUrl` if it has a domain. Raises BadStage."""
    if stage not in NAMES:
        raise BadStage(f"STAGE is one of {', '.join(NAMES)}: not {stage or 'nothing'}")
    path = folder / f"{stage}.toml"
    if not path.exists():
        raise BadStage(f"{path} is missing: copy {folder / 'example.toml'} and fill it in")
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadStage(f"{path}: {error}") from None
    _check(path, said)
    parameters = {PARAMETERS[name]: str(value) for name, value in said.items()}
    if parameters.get("DomainName"):
        parameters["SiteUrl"] = f"https://{parameters['DomainName']}"
    return {"Stage": stage, **parameters}


def _check(path: Path, said: dict[str, object]) -> None:
    unknown = sorted(said.keys() - PARAMETERS.keys())
    if unknown:
        raise BadStage(f"{path}: unknown {', '.join(unknown)}")
    missing = [name for name in NEEDED if not said.get(name)]
    if missing:
        raise BadStage(f"{path}: {', '.join(missing)} is needed")
    if str(said["sender_address"]).rpartition("@")[2] != said["sender_domain"]:
        raise BadStage(f"{path}: sender_address is not at sender_domain")
    if bool(said.get("domain_name")) != bool(said.get("certificate_arn")):
        raise BadStage(f"{path}: domain_name and certificate_arn go together")
