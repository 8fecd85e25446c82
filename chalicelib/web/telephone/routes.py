"""Every route of the calls that the team makes."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

CALLS, RESULT = "/api/v1/staff/calls", "/api/v1/staff/calls/{call_id}/result"

routes.api("GET", CALLS, Who.STAFF, api.get_calls, act=Act.PEOPLE, shows=Shows.PEOPLE)
routes.api("POST", RESULT, Who.STAFF, api.post_result, act=Act.PEOPLE, shows=Shows.PAGE)
routes.api("POST", f"{RESULT}/undo", Who.STAFF, api.undo_result, act=Act.PEOPLE, shows=Shows.PAGE)

PAGE = "/equipe/appels"
routes.page("GET", PAGE, Who.STAFF, pages.calls_page, act=Act.PEOPLE, shows=Shows.PEOPLE)
routes.page("POST", f"{PAGE}/{{call_id}}", Who.STAFF, pages.submit_result, act=Act.PEOPLE)
routes.page("POST", f"{PAGE}/{{call_id}}/defaire", Who.STAFF, pages.submit_undo, act=Act.PEOPLE)
