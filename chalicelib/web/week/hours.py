"""The team opens a day from the page of its week."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...workflows.callers import member_of_team
from ...workflows.week.open_hours import open_slots
from ..back_office import views as back_office
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from .forms import BOXES, availability_body


def submit_availability(request: Request) -> Response:
    from .models import AvailabilityBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    member = wiring.run(member_of_team, caller)
    monday = back_office.monday_of(forms.first(fields, "day"))
    page = f"/equipe/semaine?semaine={monday}&fait=plages"
    try:
        body = parse_fields(AvailabilityBody, availability_body(fields, member.email))
        once = form_to(request, page)
        wiring.run(open_slots, caller, body.adviser, body.opening(), once)
    except (Conflict, InvalidFields) as failure:
        return responses.page(
            "back_office/agenda",
            status_of(failure),
            errors=forms.error_messages(failure, fields, BOXES),
            problem=problem_of(failure),
            values=fields,
            done="",
            **back_office.week(caller, monday),
        )
    return responses.redirect(page)
