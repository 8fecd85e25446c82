"""Moves the site out of the account to a folder, and back."""

import time
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from infra.moving.files import held
from infra.moving.items import surveyed
from infra.moving.procedure import Move
from infra.moving.sides import Side, Stage, opened
from infra.restoring.account import Account as Moved
from infra.restoring.sending import WRITERS

from .account import STAGE
from .journey import Journey
from .operations import of_people
from .red import eventually, must

BREATH = 5.0
"""Seconds at most for what is under way to end: AWS is given two minutes."""


def away_and_back(journey: Journey, scratch: Path) -> None:
    """Check that both sides have the same, that one is stopped, and that nobody is told again."""
    account = journey.account
    people, told = of_people(account), _told(journey)
    stage = Stage(Moved(account.session, STAGE, lambda seconds: time.sleep(min(seconds, BREATH))))
    with opened(str(scratch / "machine"), None, source=False, dry=False) as machine:
        _move(stage, machine)
        must("the stage stays stopped", _stopped(journey))
        must("the keys go along", stage.keys() == machine.keys())
        now = datetime.now(UTC)
        must("the tables are equal", surveyed(stage, now).digest == surveyed(machine, now).digest)
        must("the files are equal", held(stage) == held(machine))
        _move(machine, stage)
    must("the stage goes on", not _stopped(journey))
    again = _told(journey) - told
    must("nobody is told again", not again, again)
    journey.goes_on(people)


def _move(source: Side, to: Side) -> None:
    now = partial(datetime.now, UTC)
    Move(source, to, now=now, say=lambda _line: None, agreed=lambda: True).go()


def _stopped(journey: Journey) -> bool:
    account = journey.account
    client = account.session.client("lambda")
    found = (client.get_function_concurrency(FunctionName=account.resource(n)) for n in WRITERS)
    return all(each.get("ReservedConcurrentExecutions") == 0 for each in found)


def _told(journey: Journey) -> Counter[tuple[str, str]]:
    """Return how often each had a mail of each subject, once what is due has left."""
    account = journey.account
    account.sweep()
    for queue in ("MailQueue", "DocumentsQueue"):
        eventually(f"{queue} empties", partial(account.empty, queue))
    return Counter((mail.to, mail.subject) for mail in account.sent())
