"""The routes of whom the team registers for an event itself."""

from typing import TYPE_CHECKING

from ....domain.acts import Act
from ....domain.looks import Shows
from ...http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import pages
else:
    (pages,) = later(__package__, "pages")

PERSON = "/equipe/personnes/{person_id}/activites"


def add_to(routes: Routes) -> None:
    routes.api(
        "POST",
        "/api/v1/staff/events/{event_id}/registrations",
        Who.STAFF,
        pages.post_registration,
        act=Act.EVENTS,
    )
    routes.page(
        "POST",
        "/equipe/evenements/{event_id}/inscriptions",
        Who.STAFF,
        pages.submit_by_hand,
        act=Act.EVENTS,
        shows=Shows.ROSTER,
    )
    routes.page("GET", PERSON, Who.STAFF, pages.choose_event, act=Act.EVENTS, shows=Shows.PAGE)
    routes.page("POST", PERSON, Who.STAFF, pages.submit_choice, act=Act.EVENTS, shows=Shows.PAGE)
