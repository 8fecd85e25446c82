"""The page that gives the address of one's calendar, and takes it back."""

from chalice.app import Request, Response

from ... import wiring
from ...workflows.callers import member_of_team
from ...workflows.people.calendar_feed import renew_calendar
from ...workflows.people.manage_profile import read_space
from ..http import requests, responses
from ..http.once import form_to
from . import views

MINE, TEAM_S = "/mon-espace/calendrier", "/equipe/calendrier"
RENEWED = "?fait=nouveau"


def my_calendar(request: Request) -> Response:
    person = wiring.run(read_space, requests.participant_caller(request)).participant
    done = requests.query(request, "fait")
    return responses.page("calendars/mine", url=views.address(person), done=done)


def renewal_of_mine(request: Request) -> Response:
    """Ask first: what was subscribed to the address ends."""
    wiring.run(read_space, requests.participant_caller(request))
    return responses.page("calendars/mine_renewed")


def renew_mine(request: Request) -> Response:
    caller = requests.participant_caller(request)
    wiring.run(renew_calendar, caller, form_to(request, MINE + RENEWED))
    return responses.redirect(MINE + RENEWED)


def team_calendar(request: Request) -> Response:
    member = wiring.run(member_of_team, requests.staff_caller(request))
    done = requests.query(request, "fait")
    return responses.page("calendars/team", url=views.address(member), done=done)


def renewal_of_team_s(request: Request) -> Response:
    """Ask first, as of a participant."""
    wiring.run(member_of_team, requests.staff_caller(request))
    return responses.page("calendars/team_renewed")


def renew_team_s(request: Request) -> Response:
    caller = requests.staff_caller(request)
    wiring.run(renew_calendar, caller, form_to(request, TEAM_S + RENEWED))
    return responses.redirect(TEAM_S + RENEWED)
