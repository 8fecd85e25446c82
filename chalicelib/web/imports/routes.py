"""Every route of imports."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api
else:
    (api,) = later(__package__, "api")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

LARGEST_ARCHIVE = 4_400_000
"""Bytes: as much as Lambda takes, in base64 and with the rest of the request."""

routes.api("POST", "/api/v1/staff/imports", Who.ADMIN, api.post_import, limit=LARGEST_ARCHIVE)
routes.api(
    "POST",
    "/api/v1/staff/imports/corrected",
    Who.ADMIN,
    api.post_corrected,
    limit=LARGEST_ARCHIVE,
)
routes.api("GET", "/api/v1/staff/imports/{edition}", Who.ADMIN, api.get_archive)
