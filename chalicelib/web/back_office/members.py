"""The page where admins say who is of the team, and in which role."""

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import Conflict, FieldError, InvalidFields
from ...domain.looks import days_shown
from ...domain.people.callers import Caller
from ...domain.people.staff import Role
from ...domain.week.day_changes import AHEAD
from ...workflows.back_office.read_leaving import read_leaving
from ...workflows.people.manage_staff import add_member, change_access, list_members
from ..http import forms, requests, responses
from ..http.parsing import parse_fields
from ..http.paths import member_of_path
from ..http.problems import problem_of, status_of
from ..http.times import zone

PAGE = "/equipe/membres"
BARRED = "aucun"
"""In place of a role: let in no more."""

ROLES = {**{role.value: role for role in Role}, BARRED: None}
"""The values of the form that changes somebody's access."""


def members_page(request: Request) -> Response:
    return _page(requests.staff_caller(request), done=requests.query(request, "fait"))


def submit_member(request: Request) -> Response:
    from .models import MemberBody

    caller, fields = requests.staff_caller(request), forms.answered(requests.form(request))
    asked = {name: forms.first(fields, name) for name in ("email", "name", "role")}
    try:
        body = parse_fields(MemberBody, asked)
        if forms.address_meant(fields):
            return _page(caller, fields)
        wiring.run(add_member, caller, body.email, body.name, body.role)
    except (Conflict, InvalidFields) as failure:
        return _page(caller, fields, failure)
    return responses.redirect(f"{PAGE}?fait=ajout")


def submit_access(request: Request, member_id: str) -> Response:
    """Give a member a role, or bar them."""
    from .models import MemberBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    chosen = forms.first(fields, "access")
    try:
        if chosen not in ROLES:
            raise InvalidFields(FieldError("access", "invalid_choice", about=MemberBody.about))
        wiring.run(change_access, caller, member_of_path(member_id), ROLES[chosen])
    except (Conflict, InvalidFields) as failure:
        return _page(caller, {}, failure)
    if chosen == BARRED:
        return responses.redirect(f"{PAGE}/{member_id}/rencontres?fait=retrait")
    return responses.redirect(f"{PAGE}?fait=role")


def leaving_page(request: Request, member_id: str) -> Response:
    """Show the sessions that a member has to come, each of which may be given to another."""
    caller = requests.staff_caller(request)
    leaving = wiring.run(read_leaving, caller, member_of_path(member_id))
    today = wiring.now().astimezone(zone()).date()
    asking.about.set(days_shown(today, today + AHEAD))
    done = requests.query(request, "fait")
    return responses.page("back_office/leaving", leaving=leaving, themes=wiring.themes(), done=done)


def _page(
    caller: Caller,
    values: forms.Fields | None = None,
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
) -> Response:
    asking, team = wiring.run(list_members, caller)
    values = values or {}
    return responses.page(
        "back_office/members",
        status_of(failure) if failure else 200,
        asking=asking,
        team=team,
        barred=BARRED,
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if failure else None,
        meant="" if failure else forms.address_meant(values),
        done=done,
    )
