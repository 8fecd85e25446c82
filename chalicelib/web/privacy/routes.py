"""Every route of what is held about people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, asked, consents, erasing, incidents, pages, proofs, register, retention
else:
    api, asked, consents, erasing, incidents, pages, proofs, register, retention = later(
        __package__,
        "api",
        "asked",
        "consents",
        "erasing",
        "incidents",
        "pages",
        "proofs",
        "register",
        "retention",
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

INCIDENTS = "/equipe/incidents"
INCIDENT = f"{INCIDENTS}/{{incident_id}}"

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

routes.page(
    "GET",
    "/equipe/demandes",
    Who.STAFF,
    register.register_page,
    act=Act.PRIVACY,
    shows=Shows.REQUESTS,
)
routes.page(
    "POST",
    "/equipe/demandes",
    Who.STAFF,
    register.submit_request,
    act=Act.PRIVACY,
    shows=Shows.REQUESTS,
)
routes.page(
    "GET",
    "/equipe/demandes/{request_id}",
    Who.STAFF,
    register.request_page,
    act=Act.PRIVACY,
    shows=Shows.REQUEST,
)
routes.page(
    "POST",
    "/equipe/demandes/{request_id}",
    Who.STAFF,
    register.submit_answer,
    act=Act.PRIVACY,
    shows=Shows.REQUEST,
)

routes.page("GET", INCIDENTS, Who.STAFF, incidents.incidents_page, act=Act.PRIVACY)
routes.page("POST", INCIDENTS, Who.STAFF, incidents.submit_incident, act=Act.PRIVACY)
routes.page("GET", f"{INCIDENTS}/nouveau", Who.STAFF, incidents.new_incident_form, act=Act.PRIVACY)
routes.page("GET", INCIDENT, Who.STAFF, incidents.incident_page, act=Act.PRIVACY)
routes.page("GET", f"{INCIDENT}/modifier", Who.STAFF, incidents.incident_form, act=Act.PRIVACY)
routes.page(
    "POST", f"{INCIDENT}/modifier", Who.STAFF, incidents.submit_incident_change, act=Act.PRIVACY
)

routes.page("GET", "/equipe/preuves", Who.STAFF, proofs.proof_form, act=Act.PRIVACY)
routes.page(
    "POST", "/equipe/preuves", Who.STAFF, proofs.show_proof, act=Act.PRIVACY, shows=Shows.PROOF
)
routes.page(
    "GET",
    "/equipe/preuves/{person_id}/dossier.pdf",
    Who.STAFF,
    proofs.binder_pdf,
    act=Act.PRIVACY,
    shows=Shows.PROOF,
)
routes.page(
    "GET",
    "/equipe/consentements",
    Who.STAFF,
    consents.consents_page,
    act=Act.PRIVACY,
    shows=Shows.CONSENTS,
)
routes.page(
    "GET",
    "/equipe/consentements.csv",
    Who.STAFF,
    consents.consents_file,
    act=Act.PRIVACY,
    shows=Shows.CONSENTS,
)
routes.page("GET", "/equipe/evaluations", Who.STAFF, proofs.assessments_page, act=Act.PRIVACY)
routes.page("GET", "/equipe/conservation", Who.STAFF, retention.retention_page, act=Act.PRIVACY)
