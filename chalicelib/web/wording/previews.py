"""A kind of mail as it would be to somebody invented: in a frame beside its words."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.mail.previews import preview
from ...domain.errors import InvalidFields
from ...domain.mail.wording.checking import worded
from ...domain.mail.wording.trials import TriedText
from ...workflows.wording.read_texts import ReadText
from ..http import forms, requests, responses
from ..http.parsing import parse_fields
from ..http.problems import status_of
from .shown import labels_of, sent, text_at

POLICY = "style-src 'unsafe-inline'; sandbox"
"""Styles of mails stand in them; nothing else of one does anything here."""

PLAIN = "style-src 'self'; font-src 'self'; img-src 'self'"


def preview_page(request: Request, kind: str) -> Response:
    """Show a kind of mail in the words that it says now."""
    text = text_at(requests.staff_caller(request), kind)
    return _shown(text, requests.query(request, "variante"), dict(text.blocks))


def preview_typed(request: Request, kind: str) -> Response:
    """Show a kind of mail in the words of a form that nobody has kept."""
    from .models import TriedBody

    text, fields = text_at(requests.staff_caller(request), kind), requests.form(request)
    try:
        body = parse_fields(TriedBody, sent(text, fields))
        blocks = worded(text.kind, body.blocks, text.own)
    except InvalidFields as failure:
        errors, labels = forms.error_messages(failure, fields), labels_of(text)
        told = [(labels.get(name, name), said) for name, said in errors.items()]
        page = responses.page("wording/wrong", status_of(failure), errors=told)
        return responses.framed(page, PLAIN)
    return _shown(text, body.variant, blocks)


def _shown(text: ReadText, variant: str, blocks: dict[str, str]) -> Response:
    tried = TriedText("", text.kind, wiring.now(), variant, blocks)
    page = preview(wiring.composer(), tried, wiring.now())
    shown = responses.raw(page.encode(), "text/html; charset=utf-8")
    return responses.framed(shown, POLICY)
