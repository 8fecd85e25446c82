"""What a failure of a check means to the operator."""

from typing import Any

from infra.region.places import WrongRegion

from ..facts.names import NamesSilent
from ..report import Found

SIGN_IN = "aws sso login (or aws configure), then ask again; aws sts get-caller-identity shows who"
SIGNED_OUT = ("ExpiredToken", "InvalidClientTokenId", "UnrecognizedClient", "SignatureDoesNotMatch")
NO_CREDENTIALS = ("Credential", "Token", "Profile", "Login")
"""How botocore's errors are called of credentials that are missing, incomplete or past."""


def told(error: Exception) -> Found:
    """Return it with what to do; one that nobody foresaw is said by its type."""
    from botocore.exceptions import BotoCoreError, ClientError

    if isinstance(error, ClientError):
        return _refused(error)
    if isinstance(error, BotoCoreError):
        kind = type(error).__name__
        if any(name in kind for name in NO_CREDENTIALS):
            return Found(_line(error), SIGN_IN)
        return Found(_line(error), "is there a network from here to AWS?")
    if isinstance(error, WrongRegion):
        return Found(_line(error), "docs/settings.md, then make check")
    if isinstance(error, NamesSilent):
        return Found(_line(error), "is there a network from here? Ask again")
    return Found(f"{type(error).__name__}: {_line(error)}", "the check itself failed: ask again")


def _refused(error: Any) -> Found:
    code = str(error.response["Error"]["Code"])
    if code.startswith(SIGNED_OUT):
        return Found(_line(error), SIGN_IN)
    if "AccessDenied" in code or "Unauthorized" in code:
        return Found(_line(error), "what your credentials must allow: deploying.md, What you need")
    return Found(_line(error), "what AWS says above; then ask again")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
