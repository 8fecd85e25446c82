"""The buttons « Prévenez-moi » and « Ne plus attendre » of a participant's pages."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.demand.alerts import HoursFree
from ...domain.people.participants import ProfileNeeded
from ...workflows.demand.ask_for_alert import ask_for_alert, leave_line
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields


def submit_alert(request: Request) -> Response:
    """Put somebody in line; if an hour is free meanwhile, or they are to join first, book."""
    from .models import AlertBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    theme = parse_fields(AlertBody, {"theme": forms.first(fields, "theme")}).theme
    page = "/mon-espace?fait=alerte"
    try:
        wiring.run(ask_for_alert, caller, theme, form_to(request, page))
    except (HoursFree, ProfileNeeded):
        return responses.redirect(f"/mon-espace/reserver?theme={theme}")
    return responses.redirect(page)


def submit_leaving(request: Request) -> Response:
    from .models import LeavingBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    theme = parse_fields(LeavingBody, {"theme": forms.first(fields, "theme")}).theme
    page = "/mon-espace?fait=alerte-retiree"
    wiring.run(leave_line, caller, theme, form_to(request, page))
    return responses.redirect(page)
