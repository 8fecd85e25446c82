"""Every route of people."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import (
        addresses,
        api,
        confirming,
        guardians,
        just_registered,
        opening,
        pages,
        registration,
        team_mail,
        unsubscribing,
    )
else:
    addresses, api, confirming, just_registered, opening = later(
        __package__, "addresses", "api", "confirming", "just_registered", "opening"
    )
    guardians, pages, registration, team_mail, unsubscribing = later(
        __package__, "guardians", "pages", "registration", "team_mail", "unsubscribing"
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/me", Who.PARTICIPANT, api.get_me)
routes.api("PATCH", "/api/v1/me", Who.PARTICIPANT, api.patch_me, mails=True)
routes.api("POST", "/api/v1/me/confirmation", Who.PARTICIPANT, confirming.post_confirmation)

routes.page("GET", "/mon-espace", Who.LINK | Who.PARTICIPANT, opening.space_page)
routes.page("POST", "/mon-espace", Who.LINK, opening.switch_space)
routes.page("POST", "/mon-espace/lien", Who.ANYBODY, pages.ask_link, mails=True)
routes.page("GET", "/mon-espace/lien", Who.ANYBODY, pages.ask_link_form, kept=Kept.CHECKED)
routes.page("GET", "/mon-espace/adresse", Who.PARTICIPANT, addresses.address_form)
routes.page("POST", "/mon-espace/adresse", Who.PARTICIPANT, addresses.submit_address, mails=True)
routes.page("GET", "/mon-espace/adresse/confirmer", Who.LINK, addresses.proof_form)
routes.page("POST", "/mon-espace/adresse/confirmer", Who.LINK, addresses.submit_proof)
routes.page("POST", "/mon-espace/confirmation", Who.PARTICIPANT, confirming.submit_confirmation)
routes.page("GET", "/mon-espace/pas-moi", Who.LINK, confirming.not_me_form)
routes.page("POST", "/mon-espace/pas-moi", Who.LINK | Who.PARTICIPANT, confirming.submit_not_me)
routes.page("GET", "/mon-espace/parent", Who.PARTICIPANT, guardians.guardian_form)
routes.page("POST", "/mon-espace/parent", Who.PARTICIPANT, guardians.submit_guardian, mails=True)
routes.page("POST", "/mon-espace/quitter", Who.ANYBODY, opening.leave)
routes.page("GET", "/mon-espace/liens", Who.PARTICIPANT, pages.revoke_form)
routes.page("POST", "/mon-espace/liens", Who.PARTICIPANT, pages.revoke)
routes.page("GET", "/mon-espace/profil", Who.PARTICIPANT, pages.profile_form)
routes.page("POST", "/mon-espace/profil", Who.PARTICIPANT, pages.submit_profile)

routes.api("POST", "/api/v1/registrations", Who.ANYBODY, registration.post_registration, mails=True)
routes.page("GET", "/inscription", Who.ANYBODY, registration.registration_form, kept=Kept.CHECKED)
routes.page("POST", "/inscription", Who.ANYBODY, registration.submit_registration, mails=True)
routes.page(
    "GET", "/inscription/merci", Who.ANYBODY, just_registered.registration_done, kept=Kept.CHECKED
)
routes.page(
    "POST", "/inscription/adresse", Who.ANYBODY, just_registered.submit_correction, mails=True
)

routes.page("GET", "/desabonnement", Who.LINK, unsubscribing.unsubscribe_form)
routes.page(
    "POST", "/desabonnement", Who.LINK, unsubscribing.submit_unsubscribe, from_elsewhere=True
)

MAIL_OF = "/equipe/personnes/{person_id}/courriels"
routes.page("GET", MAIL_OF, Who.STAFF, team_mail.mail_page, act=Act.SESSIONS, shows=Shows.PAGE)
routes.page("POST", MAIL_OF, Who.STAFF, team_mail.submit_mail, act=Act.SESSIONS, shows=Shows.PAGE)
routes.api(
    "POST",
    "/api/v1/staff/people/{person_id}/mail",
    Who.STAFF,
    team_mail.post_mail,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
