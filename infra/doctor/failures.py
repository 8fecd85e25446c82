"""What a failure of a check means to the operator."""

from typing import Any

from infra.deploy.stage import BadStage
from infra.moving.marks import DamagedMark
from infra.region.places import WrongRegion
from infra.serve.database import NoDatabase
from infra.serve.mail.server import WrongAddress

from .check import Found
from .facts.names import NamesSilent
from .machine.asked import TableClosed

SIGN_IN = "aws sso login (or aws configure), then ask again; aws sts get-caller-identity shows who"
SIGNED_OUT = ("ExpiredToken", "InvalidClientTokenId", "UnrecognizedClient", "SignatureDoesNotMatch")
NO_CREDENTIALS = ("Credential", "Token", "Profile", "Login")
"""How botocore's errors are called of credentials that are missing, incomplete or past."""

AGAIN = "the check itself failed: ask again"
ONE_MACHINE = "docs/operations/one-machine.md"
WHAT_TO_DO: dict[type[Exception], str] = {
    WrongRegion: "docs/settings.md, then make check",
    BadStage: "docs/operations/deploying.md, step 3",
    WrongAddress: ONE_MACHINE,
    NoDatabase: ONE_MACHINE,
    DamagedMark: "docs/operations/moving.md",
    NamesSilent: "is there a network from here? Ask again",
    PermissionError: "ask as the user who serves the site (runuser -u brigade -- make doctor …)",
    TableClosed: "wait a minute and ask again; if it stays so, stop `make serve` and start it",
}


def told(error: Exception) -> Found:
    """Return it with what to do; one that nobody foresaw is said by its type."""
    from botocore.exceptions import BotoCoreError, ClientError

    for kind, do in WHAT_TO_DO.items():
        if isinstance(error, kind):
            return Found(_line(error), do)
    if isinstance(error, ClientError):
        return _refused(error)
    if isinstance(error, BotoCoreError):
        kind_of = type(error).__name__
        if any(name in kind_of for name in NO_CREDENTIALS):
            return Found(_line(error), SIGN_IN)
        return Found(_line(error), "is there a network from here to AWS, and is AWS_REGION= right?")
    return Found(f"{type(error).__name__}: {_line(error)}", AGAIN)


def _refused(error: Any) -> Found:
    code = str(error.response["Error"]["Code"])
    if code.startswith(SIGNED_OUT):
        return Found(_line(error), SIGN_IN)
    if "AccessDenied" in code or "Unauthorized" in code:
        return Found(_line(error), "what your credentials must allow: deploying.md, What you need")
    return Found(_line(error), "what AWS says above; then ask again")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
