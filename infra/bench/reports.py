"""What the page of an edition costs as the edition grows: calls, processor, what is read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from werkzeug.test import Client

from chalicelib import wiring
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition, running_edition
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)
from infra.local.site import Site
from infra.local.system import build

from .network import Traffic
from .results import Comparison, Result, Unmeasured
from .timing import alternated

SIZES = (50, 5_000, 500_000)
"""Accompaniments."""

RUNS = 5
MEETINGS = 60
THEMES = 5
MOST_CALLS = 2
NO_DEARER = 2.0
"""How much more processor the largest edition may take than the middle one, with fewer counters."""


def people(
    accompaniments: int, edition: Edition, events: list[EventFacts]
) -> Iterator[PersonFacts]:
    """Yield people with so many accompaniments in all: one in five has two."""
    random = Random(2027)  # noqa: S311
    first = datetime.combine(edition.starts_on, datetime.min.time())
    left = accompaniments
    while left > 0:
        many = min(left, 1 + (random.random() < 0.2))
        left -= many
        starts = [
            first + timedelta(days=random.randrange(200), hours=random.randrange(9, 17))
            for _ in range(many)
        ]
        came = [each for each in random.sample(events, 2) if random.random() < 0.5]
        yield PersonFacts(
            registered_at=starts[0],
            kind=random.choice(("individual", "organization", "student")),
            level=random.choice(("debutant", "emergent", "operationnel", "avance")),
            discipline=random.choice(("théâtre", "danse", "arts visuels", "musique", "livre")),
            sessions=tuple(
                SessionFact(f"theme-{random.randrange(THEMES)}", "individual", at) for at in starts
            ),
            attendances=tuple(
                AttendanceFact(each.ref, each.kind, each.starts_at, "online") for each in came
            ),
            answers=(AnswerFact(starts[0], shared=True, people_reached=3),),
        )


def counted(accompaniments: int, edition: Edition, events: list[EventFacts]) -> Counter[str]:
    """Return the counters of an edition with so many accompaniments."""
    counts: Counter[str] = Counter()
    for person in people(accompaniments, edition, events):
        counts.update(contribution(person, edition))
    return counts


def meetings(edition: Edition) -> list[EventFacts]:
    first = datetime.combine(edition.starts_on, datetime.min.time()).replace(hour=13, minute=30)
    return [_meeting(n, first + timedelta(days=3 * n)) for n in range(MEETINGS)]


def _meeting(number: int, starts_at: datetime) -> EventFacts:
    theme = f"theme-{number % THEMES}"
    return EventFacts(f"ev-v{number}", f"Rencontre {number}", "cohort", (theme,), starts_at)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Result]:
    """Measure the report of the edition under way, as it is counted, at each size."""
    system = build("http://127.0.0.1")
    try:
        http = Client(Site(system))
        signed_in = http.post("/_local/staff-session", json={"email": "equipe@example.org"})
        headers = {"Authorization": f"Bearer {signed_in.get_json()['token']}"}
        traffic = Traffic(wiring.client("dynamodb"))
        costs = {size: _cost(size, http, headers, traffic) for size in sizes}
    finally:
        system.close()
    _, middle, largest = (costs[size] for size in sizes)
    results = [
        Comparison(
            f"report of {size:,} accompaniments: calls to DynamoDB", calls, "calls", "asked", 2
        ).value_within(MOST_CALLS)
        for size, (calls, _) in costs.items()
    ]
    cpu = Comparison(
        f"report of {sizes[-1]:,} accompaniments: processor",
        largest[1],
        "ms",
        f"that of {sizes[1]:,}",
        middle[1],
    )
    return [*results, cpu.ratio_within(NO_DEARER)]


def _cost(size: int, http: Client, headers: dict[str, str], traffic: Traffic) -> tuple[int, float]:
    """Return the calls, and the milliseconds of processor, of the report."""
    store, programme = wiring.store(), wiring.programme()
    edition = running_edition(programme, store.one(Edition, programme.edition.slug))
    events, shown = meetings(edition), replace(edition, generation=str(size))
    store.write_figures(shown.slug, shown.generation, counted(size, edition, events), events)
    unit = store.unit()
    unit.save(shown)
    unit.commit()

    def ask() -> None:
        answer = http.get("/api/v1/staff/report", headers=headers)
        if answer.status_code != 200 or answer.get_json()["accompaniments"]["total"] != size:
            raise Unmeasured(f"{answer.status_code}: {answer.text[:200]}")

    ask()
    traffic.clear()
    ask()
    return traffic.calls, alternated(RUNS, {"report": ask})["report"]
