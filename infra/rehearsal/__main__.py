"""`python -m infra.rehearsal PYTHON [controls|restoration|moving]`: the rehearsal, what must make
it red, a restoration alone, or a move.

PYTHON is of the environment that holds MiniStack.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from .account import Account
from .controls import failures
from .emulator import emulator
from .event_ends import a_group_session_is_attended, an_event_is_cancelled
from .events import Events
from .follow_up import (
    calendars_are_fetched,
    days_go_by,
    nothing_is_left_behind,
    ses_tells_what_became_of_mails,
    the_logs_say_enough_and_not_too_much,
)
from .journey import Journey
from .measures import Measures
from .moving import away_and_back
from .operations import new_keys, roll_back, update
from .red import Red
from .reporting import a_past_edition_is_brought_in, the_edition_is_reported
from .restoration import Return

PACKAGE = Path("build/package")
RESTORED = "the table goes back, nobody is told twice"
MOVED = "the site moves to one machine and back, nobody is told twice"
FIRST = ("the site answers", "somebody registers", "the brigadière signs in")
ALONE = {"restoration": (*FIRST, RESTORED), "moving": (*FIRST, MOVED)}
"""What is played alone, with the steps that it needs before it."""


def main(python: str, what: str = "") -> int:
    try:
        if what == "controls":
            found = list(failures(PACKAGE, partial(running, Path(python))))
            print("\n".join(f"✗ {failure}" for failure in found), file=sys.stderr)
            return 1 if found else 0
        with running(Path(python)) as (account, scratch):
            rehearse(account, scratch, only=ALONE.get(what, ()))
    except Red as red:
        print(f"✗ {red}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def running(python: Path) -> Iterator[tuple[Account, Path]]:
    """Run a fresh emulator: its account, and a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        scratch = Path(folder)
        with emulator(python.absolute(), scratch) as address:
            yield Account(address), scratch


def rehearse(account: Account, scratch: Path, only: Collection[str] = ()) -> None:
    began = time.monotonic()

    def said(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  ✓ {what}", flush=True)

    shown = account.deploy(PACKAGE)
    said(f"deployed: {len(shown)} changes, {account.status}")
    journey, measures = Journey(account), Measures(account)
    events = Events(journey)
    steps: dict[str, Callable[[], None]] = {
        "the site answers": journey.the_site_answers,
        "somebody registers": journey.somebody_registers,
        "the brigadière signs in": journey.the_brigadiere_signs_in,
        "sessions are booked": journey.sessions_are_booked,
        "a session is held, its document is drawn": journey.a_session_is_held,
        "SES tells what became of mails": partial(ses_tells_what_became_of_mails, journey),
        "an event is made": events.an_event_is_made,
        "many come at once": events.many_come_at_once,
        "one leaves, the first in line has the seat": events.one_leaves,
        "an event gains a mode, then another day": events.it_changes,
        "a group session is attended": partial(a_group_session_is_attended, events),
        "an event is cancelled": partial(an_event_is_cancelled, events),
        "the edition is reported": partial(the_edition_is_reported, journey),
        "a past edition is brought in": partial(a_past_edition_is_brought_in, journey),
        "a calendar kept elsewhere is looked at": partial(calendars_are_fetched, journey),
        "days go by: reminder, survey": partial(days_go_by, journey),
        "an update with data in it": partial(update, journey, PACKAGE, scratch),
        "new keys": partial(new_keys, journey),
        RESTORED: Return(journey).rehearse,
        MOVED: partial(away_and_back, journey, scratch),
        "nothing is left behind": partial(nothing_is_left_behind, journey),
        "logs": partial(the_logs_say_enough_and_not_too_much, journey),
        "a release that fails is rolled back": partial(roll_back, journey, PACKAGE, scratch),
    }
    for name, step in steps.items():
        if only and name not in only:
            continue
        step()
        measures.look()
        said(name)
    if not only:
        print("\n".join(measures.table()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
