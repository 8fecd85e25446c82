"""Every route of events."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ..http.keeping import Kept
from ..http.routing import LONGEST_NOTES, Routes, Who, later

if TYPE_CHECKING:
    from . import (
        api,
        door,
        entry,
        mine,
        pages,
        roster,
        roster_sheet,
        series,
        team,
        team_api,
        topics,
    )
    from .addresses import guest, registrants
else:
    api, door, entry, mine, pages, roster, roster_sheet, series, team, team_api, topics = later(
        __package__,
        "api",
        "door",
        "entry",
        "mine",
        "pages",
        "roster",
        "roster_sheet",
        "series",
        "team",
        "team_api",
        "topics",
    )
    guest, registrants = later(f"{__package__}.addresses", "guest", "registrants")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/events", Who.ANYBODY, api.list_events, kept=Kept.CHECKED)
routes.api("GET", "/api/v1/events/{event_id}", Who.ANYBODY, api.get_event, kept=Kept.CHECKED)
routes.api(
    "POST",
    "/api/v1/events/{event_id}/registrations",
    Who.ANYBODY | Who.PARTICIPANT,
    api.post_event_registration,
)
routes.api(
    "PATCH",
    "/api/v1/event-registrations/{registration_id}",
    Who.PARTICIPANT | Who.STAFF,
    api.patch_event_registration,
)
routes.api(
    "DELETE",
    "/api/v1/event-registrations/{registration_id}",
    Who.PARTICIPANT | Who.STAFF,
    api.delete_event_registration,
)
routes.api(
    "POST",
    "/api/v1/event-registrations/{registration_id}/confirm",
    Who.PARTICIPANT | Who.STAFF,
    api.confirm_event_registration,
)

routes.page("GET", "/equipe/presences", Who.STAFF, door.presence_page)
routes.page("POST", "/equipe/presences", Who.STAFF, door.submit_presence)
routes.page("GET", "/equipe/evenements/{event_id}/accueil", Who.STAFF, door.door_page)
routes.page("POST", "/equipe/evenements/{event_id}/accueil", Who.STAFF, door.submit_arrival)

routes.page("GET", "/evenements/billet", Who.LINK, entry.ticket_page)
routes.page("GET", "/rejoindre", Who.LINK, entry.joining_page)
routes.page("POST", "/rejoindre", Who.LINK, entry.enter_meeting)

routes.page(
    "GET", "/mon-espace/evenements/{registration_id}/mode", Who.PARTICIPANT, mine.switch_form
)
routes.page(
    "POST", "/mon-espace/evenements/{registration_id}/mode", Who.PARTICIPANT, mine.submit_switch
)
routes.page(
    "POST",
    "/mon-espace/evenements/{registration_id}/confirmer",
    Who.PARTICIPANT,
    mine.submit_acceptance,
)
routes.page(
    "GET", "/mon-espace/evenements/{registration_id}/annuler", Who.PARTICIPANT, mine.leave_form
)
routes.page(
    "POST", "/mon-espace/evenements/{registration_id}/annuler", Who.PARTICIPANT, mine.submit_leaving
)
routes.page(
    "GET",
    "/mon-espace/evenements/{registration_id}/calendrier",
    Who.PARTICIPANT,
    mine.event_calendar_file,
)

routes.page("GET", "/evenements", Who.ANYBODY, pages.events_page, kept=Kept.BRIEFLY)
routes.page(
    "GET",
    "/evenements/{event_id}",
    Who.ANYBODY | Who.PARTICIPANT,
    pages.event_page,
    kept=Kept.CHECKED,
)
routes.page(
    "POST", "/evenements/{event_id}", Who.ANYBODY | Who.PARTICIPANT, pages.submit_event_registration
)
routes.page("GET", "/evenements/{event_id}/merci", Who.ANYBODY, guest.registration_done)
routes.page("POST", "/evenements/{event_id}/adresse", Who.ANYBODY, guest.submit_correction)

routes.page("GET", "/equipe/evenements/{event_id}", Who.STAFF, roster.roster_page)
routes.page(
    "POST",
    "/equipe/evenements/{event_id}/presences",
    Who.STAFF,
    roster.submit_attendance,
    limit=LONGEST_NOTES,
)
routes.page("POST", "/equipe/evenements/{event_id}/inscriptions", Who.STAFF, roster.submit_by_hand)
routes.page(
    "POST",
    "/equipe/evenements/{event_id}/bilan",
    Who.STAFF,
    roster.submit_summary,
    limit=LONGEST_NOTES,
)
routes.page(
    "GET",
    "/equipe/evenements/{event_id}/inscriptions/{registration_id}/retirer",
    Who.STAFF,
    roster.removal_form,
)
routes.page(
    "POST",
    "/equipe/evenements/{event_id}/inscriptions/{registration_id}/retirer",
    Who.STAFF,
    roster.submit_removal,
)

routes.page(
    "GET",
    "/equipe/evenements/{event_id}/inscriptions/{registration_id}/adresse",
    Who.STAFF,
    registrants.address_form,
)
routes.page(
    "POST",
    "/equipe/evenements/{event_id}/inscriptions/{registration_id}/adresse",
    Who.STAFF,
    registrants.submit_address,
)

routes.page("GET", "/equipe/evenements/{event_id}/liste.csv", Who.STAFF, roster_sheet.roster_sheet)

routes.page(
    "GET",
    "/evenements/series/{series_id}",
    Who.ANYBODY | Who.PARTICIPANT,
    series.series_page,
    kept=Kept.CHECKED,
)
routes.page(
    "POST", "/evenements/series/{series_id}", Who.ANYBODY | Who.PARTICIPANT, series.submit_series
)
routes.page("GET", "/equipe/evenements/{event_id}/prochaine", Who.STAFF, series.next_meeting_page)
routes.page(
    "POST", "/equipe/evenements/{event_id}/prochaine", Who.STAFF, series.submit_next_meeting
)

routes.page("GET", "/equipe/evenements", Who.STAFF, team.staff_events_page)
routes.page("GET", "/equipe/evenements/nouveau", Who.STAFF, team.new_event_form)
routes.page("POST", "/equipe/evenements", Who.STAFF, team.submit_event, limit=LONGEST_NOTES)
routes.page("GET", "/equipe/evenements/{event_id}/modifier", Who.STAFF, team.change_event_form)
routes.page(
    "POST",
    "/equipe/evenements/{event_id}/modifier",
    Who.STAFF,
    team.submit_event_change,
    limit=LONGEST_NOTES,
)
routes.page("GET", "/equipe/evenements/{event_id}/annuler", Who.STAFF, team.cancel_event_form)
routes.page(
    "POST", "/equipe/evenements/{event_id}/annuler", Who.STAFF, team.submit_event_cancellation
)

routes.api("POST", "/api/v1/staff/events", Who.STAFF, team_api.post_event)
routes.api("PATCH", "/api/v1/staff/events/{event_id}", Who.STAFF, team_api.patch_event)
routes.api(
    "POST", "/api/v1/staff/events/{event_id}/cancel", Who.STAFF, team_api.post_event_cancellation
)
routes.api("PUT", "/api/v1/staff/events/{event_id}/attendance", Who.STAFF, team_api.put_attendance)
routes.api("POST", "/api/v1/staff/events/{event_id}/summary", Who.STAFF, team_api.post_summary)

routes.page("GET", "/evenements/{event_id}/sujets", Who.PARTICIPANT, topics.topics_page)
routes.page("POST", "/evenements/{event_id}/sujets", Who.PARTICIPANT, topics.submit_topic)
routes.page(
    "GET", "/evenements/{event_id}/sujets/retirer", Who.PARTICIPANT, topics.topic_withdrawal_form
)
routes.page(
    "POST", "/evenements/{event_id}/sujets/retirer", Who.PARTICIPANT, topics.submit_topic_withdrawal
)
routes.page("GET", "/equipe/evenements/{event_id}/sujets", Who.STAFF, topics.staff_topics_page)
routes.page("GET", "/equipe/evenements/{event_id}/sujets/choix", Who.STAFF, topics.choice_form)
routes.page("POST", "/equipe/evenements/{event_id}/sujets", Who.STAFF, topics.submit_choice)
