"""The themes that anybody may read, on screen or on paper, and a participant's own documents."""

from contextlib import suppress

from chalice.app import Request, Response

from ... import correlation, wiring
from ...adapters.links import Purpose
from ...domain.errors import NotFound, Unauthenticated
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...workflows.documents.deliver_document import read_document
from ...workflows.documents.print_theme_sheet import print_theme_sheet
from ..http import requests, responses
from ..http.responses import STAFF_COOKIE


def themes_page(request: Request) -> Response:
    from ..http.formats.structured import script
    from . import structured

    found = list(wiring.offered().values())
    described = script(structured.themes(found))
    return responses.page("documents/themes", themes=found, structured=described)


def theme_page(request: Request, slug: str) -> Response:
    from markupsafe import Markup

    from ...adapters.texts.content import sections
    from ..http.formats.structured import script
    from . import structured

    theme = wiring.themes().get(slug)
    if theme is None:
        raise NotFound
    body = wiring.library().page_html(slug)
    return responses.page(
        "documents/theme",
        theme=theme,
        body=Markup(body),  # noqa: S704 - ours, with raw HTML off
        sections=sections(body),
        structured=script(structured.theme(theme), structured.breadcrumb(theme)),
    )


def theme_sheet(request: Request, slug: str) -> Response:
    found = wiring.run(print_theme_sheet, slug, correlation.current.get())
    if found is None:
        return responses.page(
            "documents/theme_wait", 503, {"Retry_After": "5"}, theme=wiring.themes()[slug]
        )
    named = f'inline; filename="fiche-{slug}.pdf"'
    return responses.raw(found, "application/pdf", Content_Disposition=named)


def document_file(request: Request, document_id: str) -> Response:
    """Serve a document by its own link, by a token, or in its owner's session or the team's."""
    document_id = requests.identifier(document_id)
    document, content = wiring.run(read_document, document_id, _reader(request, document_id))
    disposition = f'inline; filename="trousse-{document.theme}.pdf"'
    return responses.raw(content, "application/pdf", Content_Disposition=disposition)


def _reader(request: Request, document_id: str) -> Caller:
    token = requests.query(request, "jeton")
    if token:
        subject, epoch = wiring.links().read(Purpose.DOCUMENT, token, wiring.now())
        if subject != document_id:
            raise NotFound
        return Caller(owner_of(subject), epoch)
    if "authorization" in request.headers:
        return requests.api_caller(request)
    with suppress(Unauthenticated):
        caller = requests.participant_caller(request)
        if caller.person_id == owner_of(document_id):
            return caller
    if requests.cookie(request, STAFF_COOKIE):
        return requests.staff_caller(request)
    return requests.participant_caller(request)
