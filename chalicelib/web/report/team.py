"""The team's reports: every edition, each with all its figures, and the texts beside them."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, Invalid, NotFound
from ...domain.report.editions import Edition
from ...domain.report.texts import TEXTS
from ...workflows.report.read_report import read_shown_report
from ...workflows.report.write_report import list_editions, read_edition, write_text
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from . import shown, views


def staff_reports_page(request: Request) -> Response:
    editions = wiring.run(list_editions, requests.staff_caller(request))
    return responses.page("report/team/list", editions=editions)


def staff_report_page(request: Request, edition: str) -> Response:
    """Show all figures of an edition, or those of one profile."""
    caller = requests.staff_caller(request)
    found, report = wiring.run(read_shown_report, caller, edition)
    return responses.page(
        "report/team/report",
        edition=found,
        otherwise=views.counted_otherwise(found),
        shown=shown.shown(report, found.texts, requests.query(request, "profil")),
        done=requests.query(request, "fait"),
    )


def text_form(request: Request, edition: str, section: str) -> Response:
    caller = requests.staff_caller(request)
    found = wiring.run(read_edition, caller, edition)
    return _text_page(found, _section(section), drafts.typed(caller, requests.path(request)))


def submit_text(request: Request, edition: str, section: str) -> Response:
    """Show the text as it will be read (first button), or keep it (second button)."""
    from .models import TextBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    where = f"/equipe/bilans/{edition}?fait=texte#{_section(section)}"
    found = wiring.run(read_edition, caller, edition)
    try:
        body = parse_fields(TextBody, {"markdown": forms.first(fields, "markdown")})
        if forms.first(fields, "action") != "garder":
            preview = wiring.templates().markdown(body.markdown)
            return _text_page(found, section, fields, preview=preview)
        seen = forms.first(fields, "seen").replace("\r\n", "\n")
        once = form_to(request, where)
        wiring.run(write_text, caller, edition, section, body.markdown, seen, once)
    except (Conflict, Invalid) as failure:
        return _text_page(found, section, fields, failure)
    return responses.redirect(where)


def _section(key: str) -> str:
    if key not in TEXTS:
        raise NotFound
    return key


def _text_page(
    edition: Edition,
    section: str,
    values: forms.Fields,
    failure: Conflict | Invalid | None = None,
    preview: Any = None,
) -> Response:
    return responses.page(
        "report/team/text",
        status_of(failure) if failure else 200,
        edition=edition,
        section=section,
        heading=TEXTS[section],
        text=edition.texts.get(section, ""),
        values=values,
        preview=preview,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if failure else None,
    )
