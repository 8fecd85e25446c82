"""The report of the season: as JSON, as PDF, and held against what was played."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..local.system import STAFF
from .journal import Fact, Journal, What
from .stage import SeasonError, Stage

ADDRESS = "/api/v1/staff/report"
TRIES = 5
PRESENT = (What.WELCOMED, What.JOINED)


@dataclass(frozen=True)
class SeasonReport:
    """The edition's report at the end of the season."""

    figures: dict[str, Any]
    pdf: bytes


def ask(stage: Stage) -> SeasonReport:
    """Return the report of the edition under way. Raises SeasonError."""
    body = {"email": STAFF[0][0]}
    token = stage.call("POST", "/_local/staff-session", 200, body).get_json()["token"]
    figures = stage.call("GET", ADDRESS, 200, token=token).get_json()
    with stage.drawing():
        pdf = _drawn(stage, token)
    return SeasonReport(figures, pdf)


def _drawn(stage: Stage, token: str) -> bytes:
    """Return the PDF; on a busy machine, it may take longer than one request waits."""
    for _ in range(TRIES):
        with suppress(SeasonError):
            drawn: bytes = stage.call("GET", f"{ADDRESS}.pdf", 200, token=token).data
            return drawn
    raise SeasonError("Le bilan n’est pas encore mis en pages")


def violations(report: SeasonReport, journal: Journal) -> Iterator[str]:
    """Yield one sentence for each figure that is not what was played."""
    told, held = report.figures, list(journal.of(What.HELD))
    people = _people(held)
    answers = _people(journal.of(What.ANSWERED))
    present = {(fact.who, fact.booking) for fact in journal.of(*PRESENT)}
    expected = (
        ("accompagnements", told["accompaniments"]["total"], len(held)),
        ("personnes accompagnées", told["people"]["total"], len(people)),
        ("rencontres de groupe", told["events"]["count"], len(list(journal.of(What.PLANNED)))),
        ("présences aux rencontres", told["events"]["attendances"], len(present)),
        ("réponses au sondage", told["survey"]["answered"], len(people & answers)),
    )
    for name, found, played in expected:
        if found != played:
            yield f"Bilan : {found} {name} pour {played} dans la saison"
    if not report.pdf.startswith(b"%PDF"):
        yield "Le bilan n’est pas un PDF"


def _people(facts: Iterator[Fact] | list[Fact]) -> set[str]:
    return {fact.who for fact in facts}
