"""Every route of events."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.keeping import Kept
from ..http.routing import LONGEST_NOTES, Routes, Who, later
from .attestations import routes as attestations
from .by_hand import routes as by_hand
from .making import routes as making

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
making.add_to(routes)
attestations.add_to(routes)
by_hand.add_to(routes)

PAGE, ROSTER = Shows.PAGE, Shows.ROSTER

OF_TEAM = "/equipe/evenements/{event_id}"
"""Where the team sees to one event."""

routes.api("GET", "/api/v1/events", Who.ANYBODY, api.list_events, kept=Kept.CHECKED)
routes.api("GET", "/api/v1/events/{event_id}", Who.ANYBODY, api.get_event, kept=Kept.CHECKED)
routes.api(
    "POST",
    "/api/v1/events/{event_id}/registrations",
    Who.ANYBODY | Who.PARTICIPANT,
    api.post_event_registration,
    mails=True,
)
routes.api(
    "PATCH",
    "/api/v1/event-registrations/{registration_id}",
    Who.PARTICIPANT | Who.STAFF,
    api.patch_event_registration,
    act=Act.EVENTS,
    shows=PAGE,
)
routes.api(
    "DELETE",
    "/api/v1/event-registrations/{registration_id}",
    Who.PARTICIPANT | Who.STAFF,
    api.delete_event_registration,
    act=Act.EVENTS,
    shows=PAGE,
)
routes.api(
    "POST",
    "/api/v1/event-registrations/{registration_id}/confirm",
    Who.PARTICIPANT | Who.STAFF,
    api.confirm_event_registration,
    act=Act.EVENTS,
    shows=PAGE,
)

routes.page("GET", "/equipe/presences", Who.STAFF, door.presence_page, act=Act.EVENTS, shows=PAGE)
routes.page(
    "POST", "/equipe/presences", Who.STAFF, door.submit_presence, act=Act.EVENTS, shows=PAGE
)
routes.page("GET", f"{OF_TEAM}/accueil", Who.STAFF, door.door_page, act=Act.EVENTS, shows=ROSTER)
routes.page(
    "POST", f"{OF_TEAM}/accueil", Who.STAFF, door.submit_arrival, act=Act.EVENTS, shows=ROSTER
)

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
    "POST",
    "/evenements/{event_id}",
    Who.ANYBODY | Who.PARTICIPANT,
    pages.submit_event_registration,
    mails=True,
)
routes.page("GET", "/evenements/{event_id}/merci", Who.ANYBODY, guest.registration_done)
routes.page(
    "POST", "/evenements/{event_id}/adresse", Who.ANYBODY, guest.submit_correction, mails=True
)

routes.page("GET", OF_TEAM, Who.STAFF, roster.roster_page, act=Act.EVENTS, shows=ROSTER)
routes.page(
    "POST",
    f"{OF_TEAM}/presences",
    Who.STAFF,
    roster.submit_attendance,
    act=Act.EVENTS,
    shows=ROSTER,
    limit=LONGEST_NOTES,
)
routes.page(
    "POST",
    f"{OF_TEAM}/bilan",
    Who.STAFF,
    roster.submit_summary,
    act=Act.EVENTS,
    shows=ROSTER,
    limit=LONGEST_NOTES,
)
routes.page(
    "GET",
    f"{OF_TEAM}/inscriptions/{{registration_id}}/retirer",
    Who.STAFF,
    roster.removal_form,
    act=Act.EVENTS,
    shows=PAGE,
)
routes.page(
    "POST",
    f"{OF_TEAM}/inscriptions/{{registration_id}}/retirer",
    Who.STAFF,
    roster.submit_removal,
    act=Act.EVENTS,
    shows=PAGE,
)

routes.page(
    "GET",
    f"{OF_TEAM}/inscriptions/{{registration_id}}/adresse",
    Who.STAFF,
    registrants.address_form,
    act=Act.EVENTS,
    shows=PAGE,
)
routes.page(
    "POST",
    f"{OF_TEAM}/inscriptions/{{registration_id}}/adresse",
    Who.STAFF,
    registrants.submit_address,
    act=Act.EVENTS,
    shows=PAGE,
)

routes.page(
    "GET",
    f"{OF_TEAM}/liste.csv",
    Who.STAFF,
    roster_sheet.roster_sheet,
    act=Act.EVENTS,
    shows=ROSTER,
)

routes.page(
    "GET",
    "/evenements/series/{series_id}",
    Who.ANYBODY | Who.PARTICIPANT,
    series.series_page,
    kept=Kept.CHECKED,
)
routes.page(
    "POST",
    "/evenements/series/{series_id}",
    Who.ANYBODY | Who.PARTICIPANT,
    series.submit_series,
    mails=True,
)
routes.page("GET", f"{OF_TEAM}/prochaine", Who.STAFF, series.next_meeting_page, act=Act.EVENTS)
routes.page("POST", f"{OF_TEAM}/prochaine", Who.STAFF, series.submit_next_meeting, act=Act.EVENTS)

routes.page("GET", f"{OF_TEAM}/modifier", Who.STAFF, team.change_event_form, act=Act.EVENTS)
routes.page(
    "POST",
    f"{OF_TEAM}/modifier",
    Who.STAFF,
    team.submit_event_change,
    act=Act.EVENTS,
    limit=LONGEST_NOTES,
)
routes.page("GET", f"{OF_TEAM}/annuler", Who.STAFF, team.cancel_event_form, act=Act.EVENTS)
routes.page("POST", f"{OF_TEAM}/annuler", Who.STAFF, team.submit_event_cancellation, act=Act.EVENTS)

routes.api("POST", "/api/v1/staff/events", Who.STAFF, team_api.post_event, act=Act.EVENTS)
routes.api(
    "PATCH", "/api/v1/staff/events/{event_id}", Who.STAFF, team_api.patch_event, act=Act.EVENTS
)
routes.api(
    "POST",
    "/api/v1/staff/events/{event_id}/cancel",
    Who.STAFF,
    team_api.post_event_cancellation,
    act=Act.EVENTS,
)
routes.api(
    "PUT",
    "/api/v1/staff/events/{event_id}/attendance",
    Who.STAFF,
    team_api.put_attendance,
    act=Act.EVENTS,
    shows=ROSTER,
)
routes.api(
    "POST",
    "/api/v1/staff/events/{event_id}/summary",
    Who.STAFF,
    team_api.post_summary,
    act=Act.EVENTS,
)

routes.page("GET", "/evenements/{event_id}/sujets", Who.PARTICIPANT, topics.topics_page)
routes.page("POST", "/evenements/{event_id}/sujets", Who.PARTICIPANT, topics.submit_topic)
routes.page(
    "GET", "/evenements/{event_id}/sujets/retirer", Who.PARTICIPANT, topics.topic_withdrawal_form
)
routes.page(
    "POST", "/evenements/{event_id}/sujets/retirer", Who.PARTICIPANT, topics.submit_topic_withdrawal
)
routes.page(
    "GET", f"{OF_TEAM}/sujets", Who.STAFF, topics.staff_topics_page, act=Act.EVENTS, shows=ROSTER
)
routes.page(
    "GET", f"{OF_TEAM}/sujets/choix", Who.STAFF, topics.choice_form, act=Act.EVENTS, shows=ROSTER
)
routes.page(
    "POST", f"{OF_TEAM}/sujets", Who.STAFF, topics.submit_choice, act=Act.EVENTS, shows=ROSTER
)
