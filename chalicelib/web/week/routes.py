"""Every route of the hours that the team opens."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, hours, opening
else:
    api, hours, opening = later(__package__, "api", "hours", "opening")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.page("POST", "/equipe/plages", Who.STAFF, hours.submit_availability, act=Act.SESSIONS)
routes.page("GET", "/equipe/semaine/ouvrir", Who.STAFF, opening.opening_form, act=Act.SESSIONS)
routes.page("POST", "/equipe/semaine/ouvrir", Who.STAFF, opening.submit_opening, act=Act.SESSIONS)

routes.api(
    "POST", "/api/v1/staff/availabilities", Who.STAFF, api.post_availability, act=Act.SESSIONS
)
