"""A change of a day is undone, from the day's page or from that of what comes again each week."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict
from ...workflows.week.change_day import undo_day_change
from ..http import forms, requests, responses
from ..http.once import form_to
from ..http.paths import member_of_path
from . import days, weekly

UNDONE = "defait"


def undo_day(request: Request, change_id: str) -> Response:
    caller, fields = requests.staff_caller(request), requests.form(request)
    on, identifier = days.day_of(forms.first(fields, "day")), requests.identifier(change_id)
    adviser = member_of_path(forms.first(fields, "adviser") or caller.person_id)
    back = forms.first(fields, "retour") == "heures"
    to = weekly.address(adviser, UNDONE) if back else days.address(on, adviser, UNDONE)
    try:
        wiring.run(undo_day_change, caller, identifier, form_to(request, to))
    except Conflict as failure:
        if back:
            return weekly.page(caller, adviser, failure)
        return days.page(caller, on, adviser, {}, failure)
    return responses.redirect(to)
