"""`python -m infra.moving FROM TO`: what `make move` calls. A word is a stage, a path a folder.

DRY=1 only says what would be done; YES=1 asks nothing; UNREADABLE=1 moves also what cannot be read.
"""

import os
import sqlite3
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from infra.asking import is_agreed
from infra.deploy.__main__ import REGION
from infra.deploy.changes import DeploymentFailed
from infra.deploy.stage import BadStage
from infra.restoring.account import Account
from infra.restoring.procedure import Progress
from infra.serve.database import NoDatabase
from infra.serve.place import Occupied

from .marks import DamagedMark
from .procedure import Move
from .sides import NotMoved, opened


def main(source: str, to: str) -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    progress, dry = Progress(), _said("DRY")
    try:
        if Path(source).resolve() == Path(to).resolve():
            raise NotMoved("FROM and TO are the same")
        with opened(source, _account, True, dry) as here, opened(to, _account, False, dry) as there:
            Move(
                here,
                there,
                now=lambda: datetime.now(UTC),
                say=partial(print, flush=True),
                agreed=_agreed,
                unreadable=_said("UNREADABLE"),
                dry=dry,
                progress=progress,
            ).go()
    except Occupied as error:
        print(f"✗ {error} is served: stop `make serve` there first", file=sys.stderr)
        return 1
    except (
        *(BadStage, NotMoved, NoDatabase, DeploymentFailed, DamagedMark),
        *(BotoCoreError, ClientError, KeyboardInterrupt, OSError, sqlite3.Error),
    ) as error:
        print(f"✗ {str(error) or 'interrupted'}\n  {progress.advice}", file=sys.stderr)
        return 1
    return 0


def _account(stage: str) -> Account:
    import boto3

    return Account(boto3.Session(region_name=os.environ.get("AWS_REGION", REGION)), stage)


def _said(name: str) -> bool:
    return os.environ.get(name) == "1"


def _agreed() -> bool:
    """Ask on a terminal; YES=1 answers beforehand."""
    return is_agreed("Move?")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
