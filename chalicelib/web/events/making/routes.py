"""The routes of the team's list of events, and of a new one."""

from typing import TYPE_CHECKING

from ....domain.acts import Act
from ...http.routing import LONGEST_NOTES, Routes, Who, later

if TYPE_CHECKING:
    from . import listing, pages
else:
    listing, pages = later(__package__, "listing", "pages")

LIST = "/equipe/evenements"
NEW = f"{LIST}/nouveau"
DRAFT = f"{NEW}/{{draft}}"


def add_to(routes: Routes) -> None:
    routes.page("GET", LIST, Who.STAFF, listing.staff_events_page, act=Act.EVENTS)
    routes.page("POST", LIST, Who.STAFF, pages.submit_event, act=Act.EVENTS, limit=LONGEST_NOTES)
    routes.page("GET", NEW, Who.STAFF, pages.new_event_form, act=Act.EVENTS)
    routes.page("GET", DRAFT, Who.STAFF, pages.event_step, act=Act.EVENTS)
    routes.page(
        "POST",
        f"{DRAFT}/etape",
        Who.STAFF,
        pages.submit_step,
        act=Act.EVENTS,
        limit=LONGEST_NOTES,
    )
    routes.page("POST", f"{DRAFT}/jeter", Who.STAFF, listing.throw_away, act=Act.EVENTS)
