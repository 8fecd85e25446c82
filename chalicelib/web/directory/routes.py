"""Every route of the team's list of people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, calling, lists, people, person
else:
    api, calling, lists, people, person = later(
        __package__, "api", "calling", "lists", "people", "person"
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

PAGE = "/equipe/personnes"

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
routes.api("GET", "/api/v1/staff/lists", Who.STAFF, lists.get_lists, act=Act.PEOPLE)
routes.api("POST", "/api/v1/staff/lists", Who.STAFF, lists.post_list, act=Act.PEOPLE)
routes.api("DELETE", "/api/v1/staff/lists/{list_id}", Who.STAFF, lists.delete_list, act=Act.PEOPLE)

routes.page("GET", PAGE, Who.STAFF, people.people_page, act=Act.PEOPLE, shows=Shows.PEOPLE)
routes.page(
    "POST",
    f"{PAGE}/listes",
    Who.STAFF,
    lists.submit_list,
    act=Act.PEOPLE,
    shows=Shows.PEOPLE,
)
routes.page("POST", f"{PAGE}/listes/{{list_id}}", Who.STAFF, lists.submit_removal, act=Act.PEOPLE)
