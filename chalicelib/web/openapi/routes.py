"""The route of the API's description."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api
else:
    (api,) = later(__package__, "api")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/openapi.json", Who.ANYBODY, api.openapi, kept=Kept.BRIEFLY)
