"""The pages anybody may read, and the registration form."""

from typing import Any

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..domain.errors import InvalidFields, NotFound
from ..workflows.register import register
from . import forms, requests, responses
from .parsing import parse_fields
from .routing import page

blueprint = Blueprint(__name__)


@page(blueprint, "GET", "/")
def home(request: Request) -> Response:
    return responses.page("home", themes=list(wiring.themes().values()))


@page(blueprint, "GET", "/themes")
def themes_page(request: Request) -> Response:
    return responses.page("themes", themes=list(wiring.themes().values()))


@page(blueprint, "GET", "/themes/{slug}")
def theme_page(request: Request, slug: str) -> Response:
    from markupsafe import Markup

    theme = wiring.themes().get(slug)
    if theme is None:
        raise NotFound
    body = Markup(wiring.library().body_html(slug))  # noqa: S704 - ours, with raw HTML off
    return responses.page("theme", theme=theme, body=body)


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
