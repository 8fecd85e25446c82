"""`python -m infra.deploy COMMAND STAGE …`: what `make deploy`, `make staff` and such call.

deploy STAGE · staff STAGE EMAIL NAME ROLE · rotate-keys STAGE · set-aside STAGE
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.asking import is_agreed

from .changes import DeploymentFailed
from .staff import StaffRefused
from .stage import BadStage, read_stage

PACKAGE = Path("build/package")
REGION = "ca-central-1"
WHERE = "STAGE= is dev, staging or prod; for one machine, say DATA= where it keeps its data"


def main(command: str, stage: str, *rest: str) -> int:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    session = boto3.Session(region_name=os.environ.get("AWS_REGION", REGION))
    try:
        if not stage:
            raise BadStage(WHERE)
        COMMANDS[command](session, stage, *rest)
    except (BadStage, DeploymentFailed, StaffRefused, BotoCoreError, ClientError) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    return 0


def deploy(session: Any, stage: str) -> None:
    from .release import release

    found = release(session, PACKAGE, read_stage(stage), agreed)
    for name, value in sorted(found.items()):
        print(f"  {name:<20} {value}")


def staff(session: Any, stage: str, email: str, name: str, role: str) -> None:
    from .staff import enrol

    enrol(session, stage, email, name, role)
    print(f"✓ {email}: {role}")


def rotate_keys(session: Any, stage: str) -> None:
    from .keys import rotate

    rotate(session, stage)
    print("✓ new links are signed with a new key")


def set_aside(session: Any, stage: str) -> None:
    from .aside import lines

    found = list(lines(session, stage))
    print("\n".join(found) or "✓ nothing is set aside")


COMMANDS: dict[str, Callable[..., None]] = {
    "deploy": deploy,
    "staff": staff,
    "rotate-keys": rotate_keys,
    "set-aside": set_aside,
}


def agreed(lines: list[str]) -> bool:
    """Print the lines and ask on a terminal; YES=1 answers beforehand."""
    print("\n".join(f"  {line}" for line in lines))
    return is_agreed("Deploy?")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
