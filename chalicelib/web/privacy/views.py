"""Values to show of what is held about a person, as JSON and as tables."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from ... import wiring
from ...domain.documents.documents import Document, DocumentState
from ...domain.ids import event_of
from ...domain.looks import Look
from ...domain.people.staff_acts import StaffAct
from ...domain.privacy.held import Part, Record
from ...domain.privacy.withheld import WITHHELD
from ...workflows.privacy.read_holdings import Holdings
from ..documents import views as documents
from ..http.formats.spreadsheets import table
from ..http.times import local

READ_ME = "LISEZ-MOI.csv"

THE_TEAM = "l’équipe"
"""Who did or saw something, if the team no longer has the member who did it."""


def as_json(holdings: Holdings) -> dict[str, Any]:
    """Return all that is held, each part marked by its origin and source."""
    programme = wiring.programme()
    return {
        "made_at": local(wiring.now()),
        "programme": programme.name,
        "person_in_charge": {"title": programme.privacy_officer, "email": programme.privacy_email},
        "person_id": holdings.participant.id,
        "origins": dict(wiring.templates().words["held_origin"]),
        "parts": [_part(part, told, holdings) for part, told in holdings.parts()],
        "withheld": withheld(),
        "unreadable": holdings.unread,
    }


def withheld() -> list[dict[str, str]]:
    """Return what is kept and not given out, with the reason."""
    return [{"type": kind.__name__, "reason": reason} for kind, reason in WITHHELD.items()]


def as_tables(holdings: Holdings) -> dict[str, bytes]:
    """Return a CSV file for each part, and one that says what each of them is."""
    told = as_json(holdings)
    files = {f"{part['part']}.csv": _table(part["records"]) for part in told["parts"]}
    described = [{**part, "records": len(part["records"])} for part in told["parts"]]
    return {READ_ME: _table(described), **files}


def shown(holdings: Holdings) -> list[dict[str, Any]]:
    """Return each part with the number of its records, for the page."""
    return [{**_named(part), "count": len(told)} for part, told in holdings.parts()]


def consents(holdings: Holdings) -> list[dict[str, Any]]:
    """Return what somebody agreed to and took back, the latest first."""
    told = next((told for part, told in holdings.parts() if part.name == "consents"), [])
    return [dict(each.fields) for each in sorted(told, key=lambda each: each.at, reverse=True)]


def _part(part: Part, told: Iterable[Record], holdings: Holdings) -> dict[str, Any]:
    extra = _BESIDE.get(part.name, _nothing)
    records = [
        {
            "id": each.id,
            "recorded_at": local(each.at) if each.at else None,
            **{name: plain(value) for name, value in each.fields.items()},
            **extra(each.id, holdings),
        }
        for each in told
    ]
    return {**_named(part), "records": records}


def _named(part: Part) -> dict[str, str]:
    title = wiring.templates().words["held_part"][part.name]
    return {
        "part": part.name,
        "title": title,
        "origin": part.origin.value,
        "source": part.source.value,
    }


def _event(registration_id: str, holdings: Holdings) -> dict[str, Any]:
    event = holdings.events.get(event_of(registration_id))
    return {
        "event": event.title if event else None,
        "event_starts_at": local(event.starts_at) if event else None,
    }


def _file(document_id: str, holdings: Holdings) -> dict[str, Any]:
    """Return where the file is, which opens by a link of its own for some weeks."""
    found = next(e for e in holdings.held if isinstance(e, Document) and e.id == document_id)
    if found.state is not DocumentState.READY:
        return {"url": None}
    return {"url": documents.document(found, holdings.participant)["url"]}


def _author(act_id: str, holdings: Holdings) -> dict[str, Any]:
    """Return who of the team did or saw something, as the person knows them: never by a number."""
    act = next(e for e in holdings.held if isinstance(e, StaffAct | Look) and e.id == act_id)
    member = holdings.members.get(act.by)
    if member is None:
        return {"by": THE_TEAM, "role": ""}
    return {"by": member.name, "role": wiring.templates().words["role"][member.role]}


def _nothing(identifier: str, holdings: Holdings) -> dict[str, Any]:
    return {}


_BESIDE = {
    "event_registrations": _event,
    "event_attendances": _event,
    "documents": _file,
    "acts_of_team": _author,
    "looks_of_team": _author,
}
"""What tells a record to who reads it and is not in it: the name of an event, a file's address."""


def plain(value: Any) -> Any:
    """Return a stored value as JSON has it."""
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _table(records: list[dict[str, Any]]) -> bytes:
    """Return records as a CSV file, a column for each of their fields."""
    columns = list(dict.fromkeys(name for record in records for name in record))
    return table(columns, ([_cell(record.get(name)) for name in columns] for record in records))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
