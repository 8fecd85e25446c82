"""Every route of the settings."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

PAGE, API = "/equipe/reglages", "/api/v1/staff/settings"

routes.page("GET", PAGE, Who.STAFF, pages.settings_page, act=Act.SETTINGS)
routes.page("POST", PAGE, Who.STAFF, pages.submit_default, act=Act.SETTINGS)
routes.page("GET", f"{PAGE}/{{group}}", Who.STAFF, pages.group_page, act=Act.SETTINGS)
routes.page("POST", f"{PAGE}/{{group}}", Who.STAFF, pages.submit_group, act=Act.SETTINGS)
routes.page(
    "POST",
    f"{PAGE}/changements/{{number}}/defaire",
    Who.STAFF,
    pages.submit_undo,
    act=Act.SETTINGS,
)

routes.api("GET", API, Who.STAFF, api.get_settings, act=Act.SETTINGS)
routes.api("PATCH", API, Who.STAFF, api.patch_settings, act=Act.SETTINGS)
routes.api("GET", f"{API}/changes", Who.STAFF, api.get_changes, act=Act.SETTINGS)
routes.api("POST", f"{API}/changes/{{number}}/undo", Who.STAFF, api.undo, act=Act.SETTINGS)
