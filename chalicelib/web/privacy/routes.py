"""Every route of what is held about people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, asked, erasing, pages, register
else:
    api, asked, erasing, pages, register = later(
        __package__, "api", "asked", "erasing", "pages", "register"
    )

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
routes.page("GET", "/mon-espace/mes-donnees/envoi", Who.PARTICIPANT, pages.copy_form)
routes.page("POST", "/mon-espace/mes-donnees/envoi", Who.PARTICIPANT, pages.submit_copy)

routes.page("GET", "/demande", Who.LINK, asked.identity_page)
routes.page("POST", "/demande", Who.LINK, asked.submit_identity)
routes.page("GET", "/copie", Who.LINK, asked.copy_page)
routes.page("POST", "/copie", Who.LINK, asked.fetch_copy)

routes.page("GET", "/equipe/demandes", Who.STAFF, register.register_page, act=Act.PRIVACY)
routes.page("POST", "/equipe/demandes", Who.STAFF, register.submit_request, act=Act.PRIVACY)
routes.page(
    "GET", "/equipe/demandes/{request_id}", Who.STAFF, register.request_page, act=Act.PRIVACY
)
routes.page(
    "POST", "/equipe/demandes/{request_id}", Who.STAFF, register.submit_answer, act=Act.PRIVACY
)
