"""Every route of demand."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages, team
else:
    api, pages, team = later(__package__, "api", "pages", "team")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/staff/demand", Who.STAFF, team.get_demand, act=Act.SESSIONS)
routes.page("GET", "/equipe/demande", Who.STAFF, team.demand_page, act=Act.SESSIONS)
routes.page("POST", "/equipe/demande", Who.STAFF, team.submit_usual, act=Act.SESSIONS)

routes.api("GET", "/api/v1/me/alerts", Who.PARTICIPANT, api.get_alerts)
routes.api("POST", "/api/v1/me/alerts", Who.PARTICIPANT, api.post_alert)
routes.api("DELETE", "/api/v1/me/alerts/{theme}", Who.PARTICIPANT, api.delete_alert)
routes.page("POST", "/mon-espace/alertes", Who.PARTICIPANT, pages.submit_alert)
routes.page("POST", "/mon-espace/alertes/retirer", Who.PARTICIPANT, pages.submit_leaving)
