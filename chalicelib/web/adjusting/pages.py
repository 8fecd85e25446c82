"""The pages on which admins see the settings, change them by groups, and undo a change."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.adjusting.adjustments import SettingsChanged
from ...domain.adjusting.fields import SCHEMA, Group, keys_of
from ...domain.errors import Conflict, DomainError, InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...workflows.adjusting.change_settings import change_settings, undo_change
from ...workflows.adjusting.read_settings import SettingsView, read_settings
from ...workflows.report.write_report import read_edition
from ..http import forms, requests, responses
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from ..report import views as report
from .forms import BLANK_ROWS, group_body, group_values, number_of, parts_of, rows_of
from .shown import said, said_of_change

PAGE = "/equipe/reglages"
GROUPS = {
    "edition": Group.EDITION,
    "rencontres": Group.SESSIONS,
    "activites": Group.EVENTS,
    "courriels": Group.MAILS,
    "themes": Group.THEMES,
    "outils": Group.TOOLS,
    "lieux": Group.ROOMS,
    "coordonnees": Group.CONTACT,
}
"""What a group is called in addresses."""


def settings_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    before = number_of(requests.query(request, "avant"))
    return _settings(caller, before, done=requests.query(request, "fait"))


def submit_default(request: Request) -> Response:
    """Put one setting back to its default."""
    caller, fields = requests.staff_caller(request), requests.form(request)
    key = forms.first(fields, "defaut")
    read = number_of(forms.first(fields, "lu"))
    return _carried_out(caller, lambda: wiring.run(change_settings, caller, {key: None}, read))


def submit_undo(request: Request, number: str) -> Response:
    """Put back what a change changed."""
    caller, which = requests.staff_caller(request), number_of(number)
    if not which:
        raise NotFound
    return _carried_out(caller, lambda: wiring.run(undo_change, caller, which), "defait")


def _carried_out(caller: Caller, change: Any, done: str = "oui") -> Response:
    try:
        change()
    except (Conflict, InvalidFields) as failure:
        return _settings(caller, 0, failure)
    wiring.refresh(at_once=True)
    return responses.redirect(f"{PAGE}?fait={done}")


def group_page(request: Request, group: str) -> Response:
    return _group(requests.staff_caller(request), _known(group))


def submit_group(request: Request, group: str) -> Response:
    from .models import SettingsBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    which, given = _known(group), forms.first(fields, "reason")
    values = group_body(which, fields, wiring.own_themes())
    try:
        body = parse_fields(
            SettingsBody,
            {"values": values, "reason": given, "read": number_of(forms.first(fields, "lu"))},
        )
        wiring.run(change_settings, caller, body.values, body.read, body.reason)
    except (Conflict, InvalidFields) as failure:
        return _group(caller, which, fields, failure)
    wiring.refresh(at_once=True)
    return responses.redirect(f"{PAGE}?fait=oui")


def _known(group: str) -> Group:
    if group not in GROUPS:
        raise NotFound
    return GROUPS[group]


def _settings(
    caller: Caller, before: int, failure: DomainError | None = None, done: str = ""
) -> Response:
    view = wiring.run(read_settings, caller, before)
    edition = wiring.run(read_edition, caller, wiring.programme().edition.slug)
    return responses.page(
        "adjusting/settings",
        status_of(failure) if failure else 200,
        groups=[(name, group, keys_of(group)) for name, group in GROUPS.items()],
        view=view,
        edition=edition,
        otherwise=report.counted_otherwise(edition),
        first=not before,
        said=said,
        said_of_change=said_of_change,
        wrong=list(forms.error_messages(failure, {}).values()),
        problem=_problem(failure),
        done=done,
    )


def _group(
    caller: Caller,
    group: Group,
    fields: forms.Fields | None = None,
    failure: DomainError | None = None,
) -> Response:
    view = wiring.run(read_settings, caller)
    values = {key: each.value for key, each in view.settings.items()}
    themes = wiring.own_themes()
    offered = [slug for slug in themes if slug not in values["retired_themes"]]
    boxes = fields or group_values(group, values, offered)
    return responses.page(
        "adjusting/group",
        status_of(failure) if failure else 200,
        group=group,
        address=next(name for name, each in GROUPS.items() if each is group),
        fields=[(key, SCHEMA[key], view.settings[key]) for key in keys_of(group)],
        view=view,
        themes=themes,
        values=boxes,
        rows=_rows(group, boxes),
        said=said,
        errors=forms.error_messages(failure, boxes),
        problem=_problem(failure),
        later=_later(failure, view),
    )


def _problem(failure: DomainError | None) -> dict[str, Any] | None:
    return problem_of(failure) if isinstance(failure, Conflict) else None


def _rows(group: Group, boxes: forms.Fields) -> list[dict[str, str]]:
    """Return the rows of a group's list, and blank ones for more; nothing of other groups."""
    key, *_ = keys_of(group)
    parts = parts_of(SCHEMA[key])
    return [*rows_of(key, boxes), *[dict.fromkeys(parts, "")] * BLANK_ROWS] if parts else []


def _later(failure: DomainError | None, view: SettingsView) -> list[tuple[str, str, str, Any]]:
    """Return what another admin changed meanwhile: which setting, what it is now, who, when."""
    if not isinstance(failure, SettingsChanged):
        return []
    return [
        (each.key, said(each.key, view.value(each.key)), view.names.get(each.by, ""), each.at)
        for each in failure.later
    ]
