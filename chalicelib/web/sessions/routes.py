"""Every route of sessions."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.keeping import Kept
from ..http.routing import LONGEST_NOTES, Routes, Who, later

if TYPE_CHECKING:
    from . import addresses, api, confirming, gestures, link, moving, pages, shelf, team, team_api
else:
    addresses, api, confirming, gestures, link, moving, pages, shelf, team, team_api = later(
        __package__,
        "addresses",
        "api",
        "confirming",
        "gestures",
        "link",
        "moving",
        "pages",
        "shelf",
        "team",
        "team_api",
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/slots", Who.ANYBODY, api.list_slots, kept=Kept.CHECKED)
routes.api("POST", "/api/v1/bookings", Who.PARTICIPANT, api.post_booking)
routes.api(
    "POST",
    "/api/v1/bookings/{booking_id}/reschedule",
    Who.PARTICIPANT | Who.STAFF,
    api.reschedule_booking,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "DELETE",
    "/api/v1/bookings/{booking_id}",
    Who.PARTICIPANT | Who.STAFF,
    api.delete_booking,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)

routes.page("GET", "/mon-espace/reserver", Who.PARTICIPANT, pages.booking_form)
routes.page("POST", "/mon-espace/reserver", Who.PARTICIPANT, pages.submit_booking)
routes.page("GET", "/mon-espace/rencontres/{booking_id}/deplacer", Who.PARTICIPANT, pages.move_form)
routes.page(
    "POST", "/mon-espace/rencontres/{booking_id}/deplacer", Who.PARTICIPANT, pages.submit_move
)
routes.page(
    "GET", "/mon-espace/rencontres/{booking_id}/annuler", Who.PARTICIPANT, pages.cancel_form
)
routes.page(
    "POST", "/mon-espace/rencontres/{booking_id}/annuler", Who.PARTICIPANT, pages.submit_cancel
)
routes.page(
    "GET", "/mon-espace/rencontres/{booking_id}/calendrier", Who.PARTICIPANT, pages.calendar_file
)

routes.page(
    "GET",
    "/equipe/rencontres/{booking_id}",
    Who.STAFF,
    team.session_page,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}",
    Who.STAFF,
    team.submit_outcome,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
    limit=LONGEST_NOTES,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/brouillon",
    Who.STAFF,
    team.submit_draft,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
    limit=LONGEST_NOTES,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/defaire",
    Who.STAFF,
    gestures.submit_undo,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/apercu",
    Who.STAFF,
    gestures.submit_preview,
    act=Act.SESSIONS,
    shows=Shows.FILE,
    limit=LONGEST_NOTES,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/correction",
    Who.STAFF,
    gestures.submit_correction,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
    limit=LONGEST_NOTES,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/renvoi",
    Who.STAFF,
    gestures.submit_again,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/attendue",
    Who.STAFF,
    gestures.submit_expected,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/lien",
    Who.STAFF,
    link.submit_link,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/notes",
    Who.STAFF,
    gestures.submit_notes,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "GET",
    "/equipe/rencontres/{booking_id}/annuler",
    Who.STAFF,
    confirming.cancellation_form,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/annuler",
    Who.STAFF,
    confirming.submit_cancellation,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "GET",
    "/equipe/rencontres/{booking_id}/deplacer",
    Who.STAFF,
    moving.move_form,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/deplacer",
    Who.STAFF,
    moving.submit_move,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "GET",
    "/equipe/rencontres/{booking_id}/adresse",
    Who.STAFF,
    addresses.address_form,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.page(
    "POST",
    "/equipe/rencontres/{booking_id}/adresse",
    Who.STAFF,
    addresses.submit_address,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)

routes.page("GET", "/equipe/outils", Who.STAFF, shelf.shelf_page, act=Act.SESSIONS)
routes.page("POST", "/equipe/outils", Who.STAFF, shelf.submit_shelf, act=Act.SESSIONS)
routes.api("GET", "/api/v1/staff/toolshelf", Who.STAFF, shelf.get_shelf, act=Act.SESSIONS)
routes.api("PUT", "/api/v1/staff/toolshelf", Who.STAFF, shelf.put_shelf, act=Act.SESSIONS)

routes.api(
    "DELETE", "/api/v1/staff/slots/{slot_id}", Who.STAFF, team_api.delete_slot, act=Act.SESSIONS
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/outcome",
    Who.STAFF,
    team_api.post_outcome,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/outcome/undo",
    Who.STAFF,
    team_api.undo_outcome_of,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "PUT",
    "/api/v1/staff/sessions/{booking_id}/outcome",
    Who.STAFF,
    team_api.put_outcome,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/preview",
    Who.STAFF,
    team_api.post_preview,
    act=Act.SESSIONS,
    shows=Shows.FILE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/document",
    Who.STAFF,
    team_api.post_document,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/cancel",
    Who.STAFF,
    team_api.post_cancellation,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/cancel/undo",
    Who.STAFF,
    team_api.undo_cancellation_of,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "POST",
    "/api/v1/staff/sessions/{booking_id}/expected",
    Who.STAFF,
    team_api.post_expected,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "PUT",
    "/api/v1/staff/sessions/{booking_id}/link",
    Who.STAFF,
    link.put_link,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
routes.api(
    "PUT",
    "/api/v1/staff/sessions/{booking_id}/notes",
    Who.STAFF,
    team_api.put_notes,
    act=Act.SESSIONS,
    shows=Shows.PAGE,
)
