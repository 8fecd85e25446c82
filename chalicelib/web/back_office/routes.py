"""Every route of the team's own pages."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import agenda, api, first_day, journal, members, notices, sign_in, today
else:
    agenda, api, first_day, journal, members, notices, sign_in, today = later(
        __package__,
        "agenda",
        "api",
        "first_day",
        "journal",
        "members",
        "notices",
        "sign_in",
        "today",
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.page("GET", "/equipe", Who.STAFF, today.today_page, act=Act.SESSIONS, shows=Shows.AGENDA)
routes.page(
    "GET", "/equipe/semaine", Who.STAFF, agenda.agenda_page, act=Act.SESSIONS, shows=Shows.AGENDA
)
routes.page("GET", "/equipe/avis", Who.STAFF, notices.notices_page, act=Act.OWN_ACCOUNT)
routes.page("POST", "/equipe/avis", Who.STAFF, notices.submit_notices, act=Act.OWN_ACCOUNT)

routes.page("GET", "/equipe/pour-commencer", Who.STAFF, first_day.first_day_page, act=Act.SETTINGS)
routes.page(
    "POST", "/equipe/pour-commencer", Who.STAFF, first_day.submit_first_day, act=Act.SETTINGS
)

routes.page("GET", "/equipe/membres", Who.STAFF, members.members_page, act=Act.TEAM)
routes.page("POST", "/equipe/membres", Who.STAFF, members.submit_member, act=Act.TEAM)
routes.page("POST", "/equipe/membres/{member_id}", Who.STAFF, members.submit_access, act=Act.TEAM)
routes.page(
    "GET",
    "/equipe/membres/{member_id}/rencontres",
    Who.STAFF,
    members.leaving_page,
    act=Act.TEAM,
    shows=Shows.AGENDA,
)

routes.page("GET", "/equipe/journal", Who.STAFF, journal.journal_page, act=Act.TEAM)

routes.api(
    "GET", "/api/v1/staff/today", Who.STAFF, today.get_today, act=Act.SESSIONS, shows=Shows.AGENDA
)
routes.api(
    "GET", "/api/v1/staff/agenda", Who.STAFF, api.get_agenda, act=Act.SESSIONS, shows=Shows.AGENDA
)

routes.api("GET", "/api/v1/staff/first-day", Who.STAFF, first_day.get_first_day, act=Act.SETTINGS)
routes.api(
    "PATCH", "/api/v1/staff/first-day", Who.STAFF, first_day.patch_first_day, act=Act.SETTINGS
)

routes.page("POST", "/equipe/lien", Who.ANYBODY, sign_in.ask_sign_in, mails=True)
routes.page("GET", "/equipe/connexion", Who.LINK, sign_in.sign_in_page)
routes.page("POST", "/equipe/connexion", Who.LINK, sign_in.enter)
routes.page("POST", "/equipe/quitter", Who.ANYBODY, sign_in.staff_leave)
