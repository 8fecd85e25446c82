"""Every route of surveys."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.keeping import Kept
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, on_the_spot, pages
else:
    api, on_the_spot, pages = later(__package__, "api", "on_the_spot", "pages")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

routes.api("GET", "/api/v1/survey", Who.LINK, api.get_survey)
routes.api("POST", "/api/v1/survey", Who.LINK, api.post_survey)

routes.page(
    "GET", "/equipe/evenements/{event_id}/ecran", Who.STAFF, on_the_spot.screen_page, act=Act.EVENTS
)
routes.page(
    "GET",
    "/equipe/evenements/{event_id}/sondage",
    Who.STAFF,
    on_the_spot.tally_page,
    act=Act.EVENTS,
)
routes.page("GET", "/s/{code}", Who.ANYBODY, on_the_spot.short_address)
routes.page("GET", "/sondage/evenement", Who.LINK, on_the_spot.event_survey_page)
routes.page("POST", "/sondage/evenement", Who.LINK, on_the_spot.submit_event_survey)

routes.page("GET", "/sondage", Who.LINK, pages.survey_page)
routes.page("POST", "/sondage", Who.LINK, pages.submit_survey)
routes.page("GET", "/sondage/merci", Who.ANYBODY, pages.survey_done, kept=Kept.CHECKED)
