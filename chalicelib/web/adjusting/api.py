"""The API of the settings."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.adjusting.adjustments import SettingsChange
from ...domain.adjusting.fields import SCHEMA
from ...domain.errors import FieldError, InvalidFields, NotFound
from ...workflows.adjusting.change_settings import change_settings, undo_change
from ...workflows.adjusting.read_settings import SettingsView, read_settings
from ..http import requests, responses, times
from ..http.parsing import parse
from .forms import number_of
from .shown import value_of


def get_settings(request: Request) -> Response:
    return responses.as_json(_shown(wiring.run(read_settings, requests.api_member(request))))


def patch_settings(request: Request) -> Response:
    from .models import SettingsBody

    caller = requests.api_member(request)
    body = parse(SettingsBody, requests.body(request))
    found = wiring.run(change_settings, caller, body.values, body.read, body.reason)
    wiring.refresh(at_once=True)
    return responses.as_json(_shown(found))


def get_changes(request: Request) -> Response:
    caller, cursor = requests.api_member(request), requests.query(request, "cursor")
    before = number_of(cursor)
    if cursor and not before:
        raise InvalidFields(FieldError("cursor", "wrong_type", about="people_list"))
    found = wiring.run(read_settings, caller, before)
    listed = [_change(each, found.names) for each in found.latest]
    return responses.as_json({"changes": listed, "next": str(found.older) if found.older else None})


def undo(request: Request, number: str) -> Response:
    caller, which = requests.api_member(request), number_of(number)
    if not which:
        raise NotFound
    found = wiring.run(undo_change, caller, which)
    wiring.refresh(at_once=True)
    return responses.as_json(_shown(found))


def _shown(view: SettingsView) -> dict[str, Any]:
    listed = [
        {
            "key": key,
            "group": SCHEMA[key].group.value,
            "value": each.value,
            "default": each.default,
            "adjusted": each.adjusted,
            "refused": each.refused,
            "changed_at": times.local_or_none(each.at),
            "changed_by": view.names.get(each.by),
        }
        for key, each in view.settings.items()
    ]
    return {"read": view.changes, "settings": listed}


def _change(change: SettingsChange, names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": change.number,
        "at": times.local(change.at),
        "by": names.get(change.by),
        "reason": change.reason,
        "changed": [
            {"key": each.key, "before": value_of(each.before), "after": value_of(each.after)}
            for each in change.changed
        ],
    }
