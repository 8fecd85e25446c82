"""Every route of what is held about people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, erasing, pages
else:
    api, erasing, pages = later(__package__, "api", "erasing", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/me/export", Who.PARTICIPANT, api.get_export)
routes.api("DELETE", "/api/v1/me", Who.PARTICIPANT, erasing.delete_me)
routes.api(
    "DELETE", "/api/v1/staff/people/{person_id}", Who.STAFF, erasing.delete_person, act=Act.ERASE
)

routes.page("GET", "/mon-espace/mes-donnees", Who.PARTICIPANT, pages.my_data)
routes.page("GET", "/mon-espace/mes-donnees/fichier.json", Who.PARTICIPANT, pages.my_data_json)
routes.page("GET", "/mon-espace/mes-donnees/fichiers.zip", Who.PARTICIPANT, pages.my_data_tables)
routes.page("GET", "/mon-espace/effacer", Who.PARTICIPANT, erasing.erasure_form)
routes.page("POST", "/mon-espace/effacer", Who.PARTICIPANT, erasing.submit_erasure)
routes.page("GET", "/mon-espace/efface", Who.ANYBODY, erasing.erased_page, kept=Kept.CHECKED)
