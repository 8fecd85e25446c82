"""The forms of sessions, shaped like the API's bodies: bookings and outcomes."""

from typing import Any

from ...domain.programme import PROGRAM
from ...domain.sessions.bookings import OutcomeReport
from ..http.forms import Fields, first, with_scheme
from .shelf_forms import PICKED_STEP, PICKED_TOOL, picked

BOOKING = ("slot_id", "theme", "needs")

ROWS = 6
"""Rows of tools and of next steps offered by the outcome form."""


def booking_body(fields: Fields) -> dict[str, Any]:
    return {name: first(fields, name) for name in BOOKING}


def joining_body(fields: Fields) -> dict[str, Any]:
    """Return the body of a guest's booking. They are asked for one consent alone."""
    told = {name: first(fields, name) for name in ("kind", "maturity_level")}
    agreed = PROGRAM in fields.get("consents", [])
    return {**booking_body(fields), **told, "consents": {PROGRAM: agreed}}


def move_body(fields: Fields) -> dict[str, Any]:
    return {name: first(fields, name) for name in ("slot_id", "reason")}


def fields_of(report: OutcomeReport) -> dict[str, list[str]]:
    """Return the fields of an outcome's form in which its report was written; none, if in none."""
    written = {
        "notes": [report.notes] if report.notes else [],
        "tool_name": [tool.name for tool in report.tools],
        "tool_url": [tool.url for tool in report.tools],
        "tool_why": [tool.why for tool in report.tools],
        "next_step": list(report.next_steps),
    }
    return {name: values for name, values in written.items() if values}


def outcome_body(fields: Fields) -> dict[str, Any]:
    """Return the body of an outcome, or of the one that is to be asked about first."""
    said = first(fields, "outcome") or first(fields, "demander")
    return {"outcome": said, **report_body(fields)}


def report_body(fields: Fields) -> dict[str, Any]:
    """Return what was written of a session."""
    rows = zip(
        fields.get("tool_name", []),
        fields.get("tool_url", []),
        fields.get("tool_why", []),
        strict=False,
    )
    steps = [*fields.get(PICKED_STEP, []), *fields.get("next_step", [])]
    return {
        "notes": first(fields, "notes"),
        "tools": [
            *map(picked, fields.get(PICKED_TOOL, [])),
            *(
                {"name": n, "url": with_scheme(u), "why": w}
                for n, u, w in rows
                if (n + u + w).strip()
            ),
        ],
        "next_steps": [step for step in steps if step.strip()],
    }
