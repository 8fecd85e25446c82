"""Every route of mails that the team lists, sends again and writes."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import mails
else:
    (mails,) = later(__package__, "mails")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

MAILS, PAGE = "/api/v1/staff/messages", "/equipe/courriels"

routes.api("GET", MAILS, Who.STAFF, mails.get_mails, act=Act.PEOPLE, shows=Shows.MAILS)
routes.api(
    "POST",
    f"{MAILS}/{{message_id}}/resend",
    Who.STAFF,
    mails.post_resend,
    act=Act.PEOPLE,
    shows=Shows.PAGE,
)
routes.page("GET", PAGE, Who.STAFF, mails.mails_page, act=Act.PEOPLE, shows=Shows.MAILS)
routes.page(
    "POST",
    f"{PAGE}/{{message_id}}/renvoyer",
    Who.STAFF,
    mails.submit_resend,
    act=Act.PEOPLE,
    shows=Shows.MAILS,
)
