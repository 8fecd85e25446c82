"""Every route of themes and documents."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/themes", Who.ANYBODY, api.list_themes, kept=Kept.BRIEFLY)

routes.page("GET", "/themes", Who.ANYBODY, pages.themes_page, kept=Kept.BRIEFLY)
routes.page("GET", "/themes/{slug}", Who.ANYBODY, pages.theme_page, kept=Kept.BRIEFLY)
routes.page("GET", "/themes/{slug}/fiche.pdf", Who.ANYBODY, pages.theme_sheet, kept=Kept.AN_HOUR)
routes.page(
    "GET",
    "/documents/{document_id}",
    Who.LINK | Who.PARTICIPANT | Who.STAFF,
    pages.document_file,
    act=Act.SESSIONS,
    shows=Shows.FILE,
)
