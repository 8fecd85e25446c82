"""Every route of mails that the team lists, sends again and writes."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ...domain.looks import Shows
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, letters, mails
else:
    api, letters, mails = later(__package__, "api", "letters", "mails")

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

LETTERS, ONE = "/api/v1/staff/letters", "/api/v1/staff/letters/{letter_id}"

routes.api("GET", LETTERS, Who.STAFF, api.get_letters, act=Act.PEOPLE)
routes.api("POST", LETTERS, Who.STAFF, api.post_letter, act=Act.PEOPLE)
routes.api("GET", ONE, Who.STAFF, api.get_letter, act=Act.PEOPLE)
routes.api("PATCH", ONE, Who.STAFF, api.patch_letter, act=Act.PEOPLE)
routes.api("DELETE", ONE, Who.STAFF, api.delete_letter, act=Act.PEOPLE)
routes.api("POST", f"{ONE}/send", Who.STAFF, api.post_sending, act=Act.PEOPLE)
routes.api("POST", f"{ONE}/stop", Who.STAFF, api.post_stop, act=Act.PEOPLE)

WRITTEN, MINE = f"{PAGE}/lettres", f"{PAGE}/lettres/{{letter_id}}"

routes.page("GET", f"{PAGE}/ecrire", Who.STAFF, letters.letter_form, act=Act.PEOPLE)
routes.page("POST", f"{PAGE}/ecrire", Who.STAFF, letters.submit_letter, act=Act.PEOPLE)
routes.page("GET", WRITTEN, Who.STAFF, letters.letters_page, act=Act.PEOPLE)
routes.page("GET", MINE, Who.STAFF, letters.letter_page, act=Act.PEOPLE, shows=Shows.MAILS)
routes.page("GET", f"{MINE}/modifier", Who.STAFF, letters.correction_form, act=Act.PEOPLE)
routes.page("POST", f"{MINE}/modifier", Who.STAFF, letters.submit_correction, act=Act.PEOPLE)
routes.page(
    "POST",
    f"{MINE}/envoyer",
    Who.STAFF,
    letters.submit_sending,
    act=Act.PEOPLE,
    shows=Shows.MAILS,
)
routes.page(
    "POST", f"{MINE}/arreter", Who.STAFF, letters.submit_stop, act=Act.PEOPLE, shows=Shows.MAILS
)
routes.page(
    "POST", f"{MINE}/jeter", Who.STAFF, letters.submit_discard, act=Act.PEOPLE, shows=Shows.MAILS
)
