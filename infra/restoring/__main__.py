"""`python -m infra.restoring COMMAND STAGE AT [PERSON]`: what `make restore` and such call.

whole STAGE AT · missing STAGE AT [PERSON]. DRY=1 only says what would be done; YES=1 asks nothing.
"""

import os
import sys
from datetime import UTC, datetime
from functools import partial

from infra.asking import is_agreed
from infra.deploy.__main__ import REGION
from infra.deploy.stage import NAMES, BadStage

from .account import Account, NotRestored
from .procedure import Progress, Restoration

COMMANDS = {"whole": Restoration.whole, "missing": Restoration.what_is_missing}


def main(command: str, stage: str, at: str, person: str = "") -> int:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    progress = Progress()
    try:
        restoration = Restoration(
            Account(boto3.Session(region_name=os.environ.get("AWS_REGION", REGION)), known(stage)),
            moment(at),
            now=lambda: datetime.now(UTC),
            say=partial(print, flush=True),
            agreed=agreed,
            person=f"PERSON#{person}" if person else "",
            dry=os.environ.get("DRY") == "1",
            progress=progress,
        )
        COMMANDS[command](restoration)
    except (BadStage, NotRestored, BotoCoreError, ClientError, KeyboardInterrupt) as error:
        print(f"✗ {str(error) or 'interrupted'}\n  {progress.advice}", file=sys.stderr)
        return 1
    return 0


def known(stage: str) -> str:
    """Return the stage. Raises BadStage if it has no file."""
    if stage not in NAMES:
        raise BadStage(f"STAGE is one of {', '.join(NAMES)}: not {stage or 'nothing'}")
    return stage


def moment(text: str) -> datetime:
    """Return a moment to the second, as recovery has it. Raises NotRestored."""
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is None:
            raise NotRestored(f"AT says its zone, as 2027-03-01T14:00:00Z: not {text!r}")
        return read.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise NotRestored(f"AT is a moment, as 2027-03-01T14:00:00Z: not {text!r}") from None


def agreed() -> bool:
    """Ask on a terminal; YES=1 answers beforehand."""
    return is_agreed("Restore?")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
