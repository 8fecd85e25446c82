"""Every route of the site."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages, site_map, static
else:
    api, pages, site_map, static = later(__package__, "api", "pages", "site_map", "static")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/healthz", Who.ANYBODY, api.healthz)

routes.page("GET", "/", Who.ANYBODY, pages.home, kept=Kept.BRIEFLY)
routes.page("GET", "/sitemap.xml", Who.ANYBODY, site_map.site_map, kept=Kept.AN_HOUR)
routes.page("GET", "/robots.txt", Who.ANYBODY, pages.robots, kept=Kept.AN_HOUR)
routes.page("GET", "/confidentialite", Who.ANYBODY, pages.privacy, kept=Kept.BRIEFLY)
routes.page("GET", "/accessibilite", Who.ANYBODY, pages.accessibility, kept=Kept.BRIEFLY)

routes.page("GET", "/static/{name}", Who.ANYBODY, static.static_file, kept=Kept.AN_HOUR)
routes.page("GET", "/static/fonts/{name}", Who.ANYBODY, static.font_file, kept=Kept.AN_HOUR)
routes.page("GET", "/favicon.ico", Who.ANYBODY, static.favicon, kept=Kept.AN_HOUR)
