"""Every route of what mails say."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from ...domain.acts import Act
from ..http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import api, pages, previews
else:
    api, pages, previews = later(__package__, "api", "pages", "previews")

blueprint = Blueprint(__name__)
routes = Routes(blueprint)

PAGE, API = "/equipe/textes", "/api/v1/staff/mail-texts"
OF_KIND, API_OF_KIND = f"{PAGE}/{{kind}}", f"{API}/{{kind}}"

routes.page("GET", PAGE, Who.STAFF, pages.texts_page, act=Act.SETTINGS)
routes.page("GET", OF_KIND, Who.STAFF, pages.text_page, act=Act.SETTINGS)
routes.page("POST", OF_KIND, Who.STAFF, pages.submit_text, act=Act.SETTINGS)
routes.page("GET", f"{OF_KIND}/apercu", Who.STAFF, previews.preview_page, act=Act.SETTINGS)
routes.page("POST", f"{OF_KIND}/apercu", Who.STAFF, previews.preview_typed, act=Act.SETTINGS)

routes.api("GET", API, Who.STAFF, api.list_texts, act=Act.SETTINGS)
routes.api("GET", API_OF_KIND, Who.STAFF, api.get_text, act=Act.SETTINGS)
routes.api("PUT", API_OF_KIND, Who.STAFF, api.put_text, act=Act.SETTINGS)
routes.api("POST", f"{API_OF_KIND}/undo", Who.STAFF, api.post_undo, act=Act.SETTINGS)
routes.api("POST", f"{API_OF_KIND}/trial", Who.STAFF, api.post_trial, act=Act.SETTINGS, mails=True)
