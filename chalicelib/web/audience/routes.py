"""The routes of the audience."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pictures
else:
    api, pictures = later(__package__, "api", "pictures")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.page("GET", "/vu", Who.ANYBODY, pictures.dot)
routes.page("GET", "/vu/semaine", Who.ANYBODY, pictures.dot_of_the_week, kept=Kept.BY_EACH_BROWSER)
routes.api("GET", "/api/v1/staff/audience", Who.STAFF, api.get_audience, act=Act.READ_REPORT)
