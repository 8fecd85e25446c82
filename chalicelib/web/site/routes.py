"""Every route of the site."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages, static
else:
    api, pages, static = later(__package__, "api", "pages", "static")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/healthz", Who.ANYBODY, api.healthz)

routes.page("GET", "/", Who.ANYBODY, pages.home)
routes.page("GET", "/sitemap.xml", Who.ANYBODY, pages.site_map, cached=True)
routes.page("GET", "/robots.txt", Who.ANYBODY, pages.robots, cached=True)
routes.page("GET", "/confidentialite", Who.ANYBODY, pages.privacy)
routes.page("GET", "/accessibilite", Who.ANYBODY, pages.accessibility)

routes.page("GET", "/static/{name}", Who.ANYBODY, static.static_file, cached=True)
routes.page("GET", "/static/fonts/{name}", Who.ANYBODY, static.font_file, cached=True)
routes.page("GET", "/favicon.ico", Who.ANYBODY, static.favicon, cached=True)
