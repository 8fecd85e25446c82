"""Every route of the team's list of people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, booking, calling, lists, people, person
    from .merging import api as merging
    from .merging import pages as merging_pages
else:
    api, booking, calling, lists, people, person = later(
        __package__, "api", "booking", "calling", "lists", "people", "person"
    )
    merging, merging_pages = later(f"{__package__}.merging", "api", "pages")

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
routes.api(
    "PUT",
    "/api/v1/staff/people/{person_id}/notes",
    Who.STAFF,
    person.put_note,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
for done, merges in (("merge", merging.post_merge), ("unmerge", merging.post_parting)):
    path = f"/api/v1/staff/people/{{person_id}}/{done}"
    routes.api("POST", path, Who.STAFF, merges, act=Act.PEOPLE, shows=Shows.PAGE)
routes.api(
    "POST",
    "/api/v1/staff/people/{person_id}/apart",
    Who.STAFF,
    merging.post_apart,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
routes.api(
    "GET",
    "/api/v1/staff/doubles",
    Who.STAFF,
    merging.get_doubles,
    act=Act.PEOPLE,
    shows=Shows.PEOPLE,
)
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
routes.api("POST", "/api/v1/staff/bookings", Who.STAFF, booking.post_booking, act=Act.SESSIONS)

ONE = "/equipe/personnes/{person_id}"
routes.page("GET", "/equipe/inscrire", Who.STAFF, calling.calling_form, act=Act.PEOPLE)
routes.page(
    "POST",
    "/equipe/inscrire",
    Who.STAFF,
    calling.submit_caller,
    act=Act.PEOPLE,
    shows=Shows.PEOPLE,
)
routes.page("GET", ONE, Who.STAFF, person.person_page, act=Act.PEOPLE, shows=Shows.PAGE)
routes.page(
    "GET", f"{ONE}/corriger", Who.STAFF, person.correction_form, act=Act.PEOPLE, shows=Shows.PAGE
)
routes.page(
    "POST", f"{ONE}/corriger", Who.STAFF, person.submit_correction, act=Act.PEOPLE, shows=Shows.PAGE
)
routes.page("POST", f"{ONE}/notes", Who.STAFF, person.submit_note, act=Act.PEOPLE, shows=Shows.PAGE)
routes.page(
    "GET", f"{ONE}/reserver", Who.STAFF, booking.booking_form, act=Act.SESSIONS, shows=Shows.PAGE
)
routes.page(
    "POST", f"{ONE}/reserver", Who.STAFF, booking.submit_booking, act=Act.SESSIONS, shows=Shows.PAGE
)

routes.page(
    "GET",
    f"{PAGE}/doublons",
    Who.STAFF,
    merging_pages.doubles_page,
    act=Act.PEOPLE,
    shows=Shows.PEOPLE,
)
routes.page(
    "GET",
    f"{ONE}/reunir",
    Who.STAFF,
    merging_pages.merging_page,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
for way, merges in (
    ("reunir", merging_pages.submit_merge),
    ("separer", merging_pages.submit_parting),
    ("distinguer", merging_pages.submit_apart),
):
    routes.page("POST", f"{ONE}/{way}", Who.STAFF, merges, act=Act.PEOPLE, shows=Shows.PAGE)
