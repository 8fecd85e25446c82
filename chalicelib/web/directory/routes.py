"""Every route of the team's list of people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, calling, person
else:
    api, calling, person = later(__package__, "api", "calling", "person")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api(
    "GET", "/api/v1/staff/people", Who.STAFF, api.get_people, act=Act.PEOPLE, shows=Shows.PEOPLE
)
routes.api("POST", "/api/v1/staff/people", Who.STAFF, calling.post_person, act=Act.PEOPLE)
routes.api(
    "GET",
    "/api/v1/staff/people/{person_id}",
    Who.STAFF,
    person.get_person,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
routes.api(
    "PATCH",
    "/api/v1/staff/people/{person_id}",
    Who.STAFF,
    person.patch_person,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
routes.api("POST", "/api/v1/staff/bookings", Who.STAFF, calling.post_booking, act=Act.SESSIONS)
