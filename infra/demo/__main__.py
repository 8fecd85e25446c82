"""`make demo`: invented participants through a season, in simulated time, through the real app.

Leaves every mail, every document, a report and a timeline in build/demo/, checks itself, and exits
with 1 if anything is wrong.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from chalicelib import wiring

from ..local.clock import StillClock
from ..local.mailview import parts
from ..local.ses import Received
from ..local.system import System, build
from . import report
from .adviser import ADDRESS, Adviser
from .check import violations
from .events import Prototype, able, plans
from .files import emptied, summary, write, write_report
from .guests import Guest
from .journal import Document, Journal, Sent, What
from .people import CAST, Person
from .stage import SeasonError, Stage

SITE = "https://brigade.example.org"

# A Monday, whatever today is; the clocks go forward two weeks later.
START = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo(wiring.programme().zone))


def main() -> int:
    options = _options()
    folder = emptied(options.folder)
    system = build(SITE, StillClock(START - timedelta(minutes=30)))
    try:
        stage, guests = _invite(system, CAST[: options.participants])
        _play(stage)
        mails = sorted(stage.mails, key=lambda mail: (mail.sent_at, mail.to))
        journal = Journal(stage.facts, _numbered(stage, mails), _documents(stage, guests))
        told = report.ask(stage)
    except SeasonError as error:
        print(f"La saison s’arrête : {error}", file=sys.stderr)
        return 1
    found = [*violations(journal, wiring.programme()), *report.violations(told, journal)]
    end = summary(journal, found)
    names = {guest.person.address: guest.person.name for guest in guests}
    write(folder, journal, mails, {**names, ADDRESS: "La brigadière"}, end)
    write_report(folder, told.figures, told.pdf)
    print(f"\n{end}\n\nCourriels, documents, chronologie et bilan : {folder}/")
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description="Une saison simulée.")
    parser.add_argument("--participants", type=int, choices=range(1, len(CAST) + 1), default=20)
    parser.add_argument(
        "--folder", type=Path, default=Path("build/demo"), help="où laisser la saison; vidé d’abord"
    )
    return parser.parse_args()


def _invite(system: System, people: Sequence[Person]) -> tuple[Stage, list[Guest]]:
    """Return the stage, and on it the participants, who wait for their first day."""
    guests: dict[str, Guest] = {}

    def deliver(mail: Received) -> None:
        if mail.to in guests:
            guests[mail.to].receive(mail)

    stage = Stage(system, deliver)
    adviser = Adviser(stage)
    adviser.plan(START)
    for person in people:
        guests[person.address] = Guest(person, stage, adviser.expect)
        guests[person.address].arrive(START)
    _plan_prototypes(stage, able(list(guests.values())))
    return stage, list(guests.values())


def _plan_prototypes(stage: Stage, guests: Sequence[Guest]) -> None:
    """Plan the prototypes that there are enough people for."""
    for plan in plans(START):
        if len(guests) >= plan.people:
            Prototype(stage, plan, guests).plan()


def _play(stage: Stage) -> None:
    """Play week after week until nothing is left to come; print a line for each."""
    monday, more = START.replace(hour=0), True
    print(f"{'Semaine du':<20}{'inscriptions':>14}{'rencontres':>12}{'courriels':>11}")
    while more:
        facts, mails = len(stage.facts), len(stage.mails)
        more = stage.run(monday + timedelta(weeks=1))
        counts = Counter(fact.what for fact in stage.facts[facts:])
        week = wiring.templates().french.short_day(monday)
        registered, held = counts[What.REGISTERED], counts[What.HELD]
        new = len(stage.mails) - mails
        print(f"{week:<20}{registered:>14}{held:>12}{new:>11}", flush=True)
        monday += timedelta(weeks=1)


def _numbered(stage: Stage, mails: Sequence[Received]) -> list[Sent]:
    return [
        Sent(
            number,
            mail.sent_at,
            mail.to,
            mail.kind,
            mail.message,
            stage.booking(mail),
            mail.subject,
            tuple(p.content for p in parts(mail.raw) if p.content_type == "application/pdf"),
        )
        for number, mail in enumerate(mails, 1)
    ]


def _documents(stage: Stage, guests: Sequence[Guest]) -> list[Document]:
    """Return all documents, as participants get them from their spaces."""
    found = []
    for guest in guests:
        if not guest.token:
            continue
        shown = stage.driver.me(guest.token)["documents"]
        for n, document in enumerate(reversed(shown), 1):
            address = urlsplit(document["url"])
            pdf = stage.call("GET", f"{address.path}?{address.query}", 200).data
            name = f"{guest.person.slug}-{n}-{document['theme']}.pdf"
            found.append(Document(guest.person.address, document["theme"], name, pdf))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
