"""Every route of the team's list of people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api
else:
    (api,) = later(__package__, "api")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api(
    "GET", "/api/v1/staff/people", Who.STAFF, api.get_people, act=Act.PEOPLE, shows=Shows.PEOPLE
)
