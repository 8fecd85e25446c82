"""Every route of demand."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import team
else:
    (team,) = later(__package__, "team")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/staff/demand", Who.STAFF, team.get_demand, act=Act.SESSIONS)
routes.page("GET", "/equipe/demande", Who.STAFF, team.demand_page, act=Act.SESSIONS)
