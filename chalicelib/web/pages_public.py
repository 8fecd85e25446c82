"""The pages anybody may read, and the registration form."""

from typing import Any

from chalice.app import Blueprint, Request, Response

from .. import correlation, wiring
from ..domain.errors import InvalidFields, NotFound
from ..workflows.give_theme import give_theme
from ..workflows.register import register
from . import forms, requests, responses
from .parsing import parse_fields
from .responses import KEPT
from .routing import page

blueprint = Blueprint(__name__)


@page(blueprint, "GET", "/")
def home(request: Request) -> Response:
    from . import structured

    described = structured.script(structured.programme())
    return responses.page("home", themes=list(wiring.themes().values()), structured=described)


@page(blueprint, "GET", "/themes")
def themes_page(request: Request) -> Response:
    from . import structured

    found = list(wiring.themes().values())
    described = structured.script(structured.themes(found))
    return responses.page("themes", themes=found, structured=described)


@page(blueprint, "GET", "/themes/{slug}")
def theme_page(request: Request, slug: str) -> Response:
    from markupsafe import Markup

    from ..adapters.content import sections
    from . import structured

    theme = wiring.themes().get(slug)
    if theme is None:
        raise NotFound
    body = wiring.library().page_html(slug)
    return responses.page(
        "theme",
        theme=theme,
        body=Markup(body),  # noqa: S704 - ours, with raw HTML off
        sections=sections(body),
        structured=structured.script(structured.theme(theme), structured.breadcrumb(theme)),
    )


@page(blueprint, "GET", "/themes/{slug}/fiche.pdf")
def theme_sheet(request: Request, slug: str) -> Response:
    found = wiring.run(give_theme, slug, correlation.current.get())
    if found is None:
        return responses.page("theme_wait", 503, {"Retry_After": "5"}, theme=wiring.themes()[slug])
    named = f'inline; filename="brigade-{slug}.pdf"'
    return responses.raw(
        found, "application/pdf", Content_Disposition=named, Cache_Control="public, max-age=3600"
    )


@page(blueprint, "GET", "/sitemap.xml")
def site_map(request: Request) -> Response:
    from . import structured

    text = wiring.templates().render("pages/sitemap.xml", pages=structured.site_map())
    return responses.raw(text.encode(), "application/xml; charset=utf-8", Cache_Control=KEPT)


@page(blueprint, "GET", "/robots.txt")
def robots(request: Request) -> Response:
    text = wiring.templates().render("pages/robots.txt")
    return responses.raw(text.encode(), "text/plain; charset=utf-8", Cache_Control=KEPT)


@page(blueprint, "GET", "/inscription")
def registration_form(request: Request) -> Response:
    chosen = requests.query(request, "theme")
    values = {"themes": [chosen] if chosen in wiring.themes() else []}
    values["referral_code"] = [requests.query(request, "code")[:80]]
    return _registration_page(values, {})


@page(blueprint, "POST", "/inscription")
def submit_registration(request: Request) -> Response:
    from .models import RegistrationBody

    fields = requests.form(request)
    try:
        body = parse_fields(RegistrationBody, forms.registration_body(fields))
    except InvalidFields as failure:
        return _registration_page(fields, forms.error_messages(failure), 422)
    wiring.run(register, body.registration(), None)
    return responses.redirect("/inscription/merci")


@page(blueprint, "GET", "/inscription/merci")
def registration_done(request: Request) -> Response:
    return responses.page("registration_done")


@page(blueprint, "GET", "/confidentialite")
def privacy(request: Request) -> Response:
    return responses.page("privacy")


@page(blueprint, "GET", "/accessibilite")
def accessibility(request: Request) -> Response:
    return responses.page("accessibility")


def _registration_page(
    values: dict[str, list[str]], errors: dict[str, str], status: int = 200
) -> Response:
    context: dict[str, Any] = {"values": values, "errors": errors}
    return responses.page("registration", status, themes=list(wiring.themes().values()), **context)
