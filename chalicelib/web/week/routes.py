"""Every route of the hours that the team opens."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, days, external, opening, undoing, weekly, withdrawing
else:
    api, days, external, opening, undoing, weekly, withdrawing = later(
        __package__, "api", "days", "external", "opening", "undoing", "weekly", "withdrawing"
    )

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.page("GET", "/equipe/semaine/ouvrir", Who.STAFF, opening.opening_form, act=Act.SESSIONS)
routes.page("POST", "/equipe/semaine/ouvrir", Who.STAFF, opening.submit_opening, act=Act.SESSIONS)
routes.page("GET", "/equipe/semaine/heures", Who.STAFF, weekly.weekly_page, act=Act.SESSIONS)
routes.page("POST", "/equipe/semaine/heures", Who.STAFF, weekly.submit_weekly, act=Act.SESSIONS)
routes.api("GET", "/api/v1/staff/weekly-hours", Who.STAFF, weekly.get_weekly, act=Act.SESSIONS)
routes.page(
    "GET",
    "/equipe/semaine/jours/{day}",
    Who.STAFF,
    days.day_page,
    act=Act.SESSIONS,
    shows=Shows.AGENDA,
)
routes.page(
    "POST",
    "/equipe/semaine/jours/{day}",
    Who.STAFF,
    days.submit_day,
    act=Act.SESSIONS,
    shows=Shows.AGENDA,
)
routes.page(
    "POST",
    "/equipe/semaine/changements/{change_id}/defaire",
    Who.STAFF,
    undoing.undo_day,
    act=Act.SESSIONS,
    shows=Shows.AGENDA,
)

routes.page(
    "POST",
    "/equipe/plages/{slot_id}/retirer",
    Who.STAFF,
    withdrawing.submit_withdrawal,
    act=Act.SESSIONS,
)
routes.page(
    "POST",
    "/equipe/plages/{slot_id}/defaire",
    Who.STAFF,
    withdrawing.submit_undo,
    act=Act.SESSIONS,
)
routes.api(
    "POST",
    "/api/v1/staff/slots/{slot_id}/withdrawal/undo",
    Who.STAFF,
    withdrawing.post_undo,
    act=Act.SESSIONS,
)

routes.api("POST", "/api/v1/staff/day-changes", Who.STAFF, api.post_day_change, act=Act.SESSIONS)
routes.api(
    "DELETE",
    "/api/v1/staff/day-changes/{change_id}",
    Who.STAFF,
    api.delete_day_change,
    act=Act.SESSIONS,
)
routes.api(
    "POST", "/api/v1/staff/availabilities", Who.STAFF, api.post_availability, act=Act.SESSIONS
)

routes.page(
    "GET", "/equipe/calendrier/externe", Who.STAFF, external.external_page, act=Act.OWN_ACCOUNT
)
routes.page(
    "POST", "/equipe/calendrier/externe", Who.STAFF, external.submit_external, act=Act.OWN_ACCOUNT
)
routes.page(
    "POST",
    "/equipe/calendrier/externe/retirer",
    Who.STAFF,
    external.submit_taken_back,
    act=Act.OWN_ACCOUNT,
)
routes.api(
    "GET",
    "/api/v1/staff/external-calendar",
    Who.STAFF,
    external.get_external,
    act=Act.OWN_ACCOUNT,
)
routes.api(
    "PUT",
    "/api/v1/staff/external-calendar",
    Who.STAFF,
    external.put_external,
    act=Act.OWN_ACCOUNT,
)
routes.api(
    "DELETE",
    "/api/v1/staff/external-calendar",
    Who.STAFF,
    external.delete_external,
    act=Act.OWN_ACCOUNT,
)
