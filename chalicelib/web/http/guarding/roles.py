"""Who may not do something is told that, and nothing of what is wrong with how they ask."""

from chalice.app import Request

from .... import asking, wiring
from ....domain.errors import Forbidden
from ....workflows.callers import member_of_team
from .. import requests


def ensure_may_ask(request: Request, *, team: bool, page: bool) -> None:
    """Raise Forbidden, or Unauthenticated, for whom a route is not: `team`, or participants alone.

    Called for what is refused anyway: what is right finds out by the read that it needs.
    """
    if asking.member.get() is not None:
        return
    of_page = requests.staff_caller if team else requests.participant_caller
    caller = of_page(request) if page else requests.api_caller(request)
    if team:
        wiring.run(member_of_team, caller)
    elif caller.staff:
        raise Forbidden
