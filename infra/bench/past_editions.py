"""What a past edition of many lines costs to check and to keep, and the memory of it."""

import json
import resource
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from chalicelib import clock, wiring
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.imports.archives import Zips, read_archive, write_archive
from chalicelib.adapters.imports.spreadsheets import Workbooks
from chalicelib.domain.acts import Act
from chalicelib.domain.imports.verdicts import verdict
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.staff import Role
from chalicelib.domain.receipts import Once
from chalicelib.workflows.imports.import_edition import Imported, import_archive
from chalicelib.workflows.people.manage_staff import enrol
from infra.doubles.table import Table
from infra.layer.drawing import Kept

from .results import Result, Unmeasured, within
from .timing import alternated

LINES = 50_000
EVENTS = 100
VERDICT, STORED, MEMORY = 2_000, 10_000, 256
"""Milliseconds, milliseconds, megabytes."""

RUNS = 3
FIRST_DAY, DAYS = date(2021, 7, 22), 250


def measure(lines: int = LINES) -> list[Result]:
    content = write_archive(edition(lines))
    spent = alternated(
        RUNS, {"verdict": lambda: _judged(content), "stored": lambda: _kept(content)}
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = f"import of {lines:,} lines"
    return [
        within(f"{name}: verdict", spent["verdict"], "ms", VERDICT),
        within(f"{name}: checked and stored", spent["stored"], "ms", STORED),
        within(f"{name}: peak memory of the process", peak, "MB", MEMORY),
    ]


def _judged(content: bytes) -> None:
    found = verdict(read_archive(content), wiring.vocabulary())
    if found.mistakes:
        raise Unmeasured(f"the files have mistakes: {found.mistakes[:3]}")


def _kept(content: bytes) -> None:
    table, now = Table(), datetime(2027, 3, 1, tzinfo=UTC)
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    member = enrol(
        "equipe@example.org",
        "Camille Exemple",
        Role.ADMIN,
        store=store,
        new_id=clock.random_id,
        now=now,
    )
    once: Once[Imported] = Once("", "", lambda _: (201, ""))
    import_archive(
        Caller(member.id, member.link_epoch, staff=True, act=Act.IMPORT),
        content,
        once,
        store=store,
        files=Kept(),  # type: ignore[arg-type]
        archives=Zips(),
        spreadsheets=Workbooks(),
        vocabulary=wiring.vocabulary(),
        now=now,
    )


def edition(lines: int) -> dict[str, bytes]:
    """Return the files of an edition of so many lines, in all."""
    random = Random(2021)  # noqa: S311
    people = lines // 5
    themes = sorted(wiring.themes())
    tables = {
        "participants.csv": _participants(people, random),
        "sessions.csv": _sessions(2 * people, people, themes, random),
        "events.csv": _events(themes, random),
        "attendance.csv": _attendance(people + people // 2, people, random),
        "survey_responses.csv": _answers(lines - 5 * people + people // 2, random),
    }
    said = {
        "slug": "2021-2022",
        "title": "Une édition",
        "starts_on": FIRST_DAY.isoformat(),
        "ends_on": (FIRST_DAY + timedelta(days=DAYS)).isoformat(),
        "target_people": people,
        "reach": {"sharers": "mean", "non_sharers": "mean", "non_respondents": 1},
    }
    files = {name: "\r\n".join(table).encode() for name, table in tables.items()}
    return {**files, "edition.json": json.dumps(said).encode()}


def _day(random: Random) -> str:
    return (FIRST_DAY + timedelta(days=random.randrange(DAYS))).isoformat()


def _participants(count: int, random: Random) -> Iterator[str]:
    yield (
        "email,given_name,family_name,kind,organization,discipline,municipality,maturity_level,"
        "referred_by_colleague,registered_on,consent_newsletter,community_member"
    )
    for n in range(count):
        kind = random.choice(("individual,", "organization,Théâtre", "student,"))
        said = f"{kind},théâtre,Oka,emergent,no,{_day(random)},yes,no"
        yield f"p{n}@example.org,Prénom{n},Nom{n},{said}"


def _sessions(count: int, people: int, themes: list[str], random: Random) -> Iterator[str]:
    yield "session_ref,theme,format,starts_at,status,email"
    for n in range(count):
        at = f"{_day(random)}T{random.randrange(9, 18):02}:00:00"
        who = f"p{random.randrange(people)}@example.org"
        yield f"A{n},{random.choice(themes)},individual,{at},completed,{who}"


def _events(themes: list[str], random: Random) -> Iterator[str]:
    yield "event_ref,title,kind,themes,starts_at,duration_minutes,mode"
    for n in range(EVENTS):
        yield f"R{n},Rencontre {n},cohort,{random.choice(themes)},{_day(random)}T13:30:00,90,hybrid"


def _attendance(count: int, people: int, random: Random) -> Iterator[str]:
    yield "event_ref,email,mode,status"
    for pair in random.sample(range(EVENTS * people), count):
        mode = random.choice(("online", "in_person"))
        yield f"R{pair % EVENTS},p{pair // EVENTS}@example.org,{mode},attended"


def _answers(count: int, random: Random) -> Iterator[str]:
    yield "survey,email,answered_on,shared,people_reached,project_planned,concrete_action,best_axis"
    for n in range(count):
        yield f"sondage,p{n}@example.org,{_day(random)},yes,{random.randrange(9)},yes,no,session"
