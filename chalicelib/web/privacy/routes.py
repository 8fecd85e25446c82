"""Every route of what is held about people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages
else:
    api, pages = later(__package__, "api", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/me/export", Who.PARTICIPANT, api.get_export)

routes.page("GET", "/mon-espace/mes-donnees", Who.PARTICIPANT, pages.my_data)
routes.page("GET", "/mon-espace/mes-donnees/fichier.json", Who.PARTICIPANT, pages.my_data_json)
routes.page("GET", "/mon-espace/mes-donnees/fichiers.zip", Who.PARTICIPANT, pages.my_data_tables)
