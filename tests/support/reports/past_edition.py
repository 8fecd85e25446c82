"""The first edition, from its files: what its published report was counted from."""

import csv
import json
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chalicelib.domain.programme import ReachFactors
from chalicelib.domain.report.editions import Edition, Indicator
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)

FOLDER = Path(__file__).parents[1] / "editions/2021-2022"
SAID = {"yes": True, "no": False, "": None}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def past_edition() -> Edition:
    said: dict[str, Any] = json.loads((FOLDER / "edition.json").read_text("utf-8"))
    reach = {name: str(factor) for name, factor in said["reach"].items()}
    return Edition(
        id=said["slug"],
        title=said["title"],
        starts_on=date.fromisoformat(said["starts_on"]),
        ends_on=date.fromisoformat(said["ends_on"]),
        target_people=said["target_people"],
        reach=ReachFactors(**reach),
        zone="America/Toronto",
        imported=True,
        indicators=tuple(Indicator(**row) for row in rows("indicators")),
    )


def past_events() -> list[EventFacts]:
    return [
        EventFacts(
            row["event_ref"],
            row["title"],
            row["kind"],
            tuple(row["themes"].split(";")),
            datetime.fromisoformat(row["starts_at"]),
            row["mode"],
        )
        for row in rows("events")
    ]


def past_people() -> list[PersonFacts]:
    events = {event.ref: event for event in past_events()}
    sessions: dict[str, list[SessionFact]] = defaultdict(list)
    for row in rows("sessions"):
        start = datetime.fromisoformat(row["starts_at"])
        sessions[row["email"]].append(SessionFact(row["theme"], row["format"], start))
    attendances: dict[str, list[AttendanceFact]] = defaultdict(list)
    for row in rows("attendance"):
        event = events[row["event_ref"]]
        attended = AttendanceFact(event.ref, event.kind, event.starts_at, row["mode"])
        attendances[row["email"]].append(attended)
    answers = {row["email"]: _answer(row) for row in rows("survey_responses")}
    return [
        PersonFacts(
            registered_at=datetime.fromisoformat(row["registered_on"]),
            kind=row["kind"],
            level=row["maturity_level"],
            discipline=row["discipline"],
            referred=SAID[row["referred_by_colleague"]] or False,
            sessions=tuple(sessions[row["email"]]),
            attendances=tuple(attendances[row["email"]]),
            answers=(answers[row["email"]],) if row["email"] in answers else (),
        )
        for row in rows("participants")
    ]


def _answer(row: dict[str, str]) -> AnswerFact:
    reached = row["people_reached"]
    return AnswerFact(
        datetime.fromisoformat(row["answered_on"]),
        shared=SAID[row["shared"]],
        people_reached=int(reached) if reached else None,
        project_planned=SAID[row["project_planned"]],
        concrete_action=SAID[row["concrete_action"]],
        best_axis=row["best_axis"],
    )
