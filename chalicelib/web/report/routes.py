"""Every route of reports."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api
else:
    (api,) = later(__package__, "api")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/staff/report", Who.STAFF, api.get_report)
routes.api("GET", "/api/v1/staff/report.csv", Who.STAFF, api.get_report_csv)
