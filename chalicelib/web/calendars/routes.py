"""Every route of private calendars."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import feed, pages
else:
    feed, pages = later(__package__, "feed", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.page("GET", "/calendrier.ics", Who.LINK, feed.calendar_feed)
routes.api("GET", "/api/v1/me/calendar", Who.PARTICIPANT, feed.get_calendar)

routes.page("GET", "/mon-espace/calendrier", Who.PARTICIPANT, pages.my_calendar)
routes.page("POST", "/mon-espace/calendrier", Who.PARTICIPANT, pages.renew_mine)
routes.page("GET", "/mon-espace/calendrier/changer", Who.PARTICIPANT, pages.renewal_of_mine)
routes.page("GET", "/equipe/calendrier", Who.STAFF, pages.team_calendar, act=Act.OWN_ACCOUNT)
routes.page("POST", "/equipe/calendrier", Who.STAFF, pages.renew_team_s, act=Act.OWN_ACCOUNT)
routes.page(
    "GET", "/equipe/calendrier/changer", Who.STAFF, pages.renewal_of_team_s, act=Act.OWN_ACCOUNT
)
