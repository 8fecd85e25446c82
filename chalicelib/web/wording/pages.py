"""The pages where admins word what mails say, kind by kind."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.mail.previews import examples
from ...domain.errors import Conflict, Invalid
from ...domain.mail.wording.texts import mark, variant_of
from ...workflows.wording.read_texts import ReadText, read_texts
from ...workflows.wording.write_text import try_text, undo_text, write_text
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from .shown import address_of, by_area, by_variant, given, labels_of, sent, text_at

PAGE = "/equipe/textes"


def texts_page(request: Request) -> Response:
    texts = wiring.run(read_texts, requests.staff_caller(request))
    return responses.page("wording/texts", areas=by_area(texts), address_of=address_of)


def text_page(request: Request, kind: str) -> Response:
    caller = requests.staff_caller(request)
    typed = drafts.typed(caller, requests.path(request))
    return _page(text_at(caller, kind), typed, done=requests.query(request, "fait"))


def submit_text(request: Request, kind: str) -> Response:
    """Keep a text, go back to the words that it comes with, take that back, or try it."""
    from .models import MailTextBody, TriedBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    text = text_at(caller, kind)
    action, name = forms.first(fields, "action"), text.kind.value
    done = action if action in ("origine", "defaire", "essai") else "garde"
    try:
        if action == "origine":
            wiring.run(write_text, caller, name, {}, forms.first(fields, "read"))
        elif action == "defaire":
            wiring.run(undo_text, caller, name)
        elif action == "essai":
            tried = parse_fields(TriedBody, sent(text, fields))
            wiring.run(try_text, caller, name, tried.variant, tried.blocks)
            return _page(text, fields, done=done)
        else:
            body = parse_fields(MailTextBody, sent(text, fields))
            wiring.run(write_text, caller, name, body.blocks, body.read)
    except (Conflict, Invalid) as failure:
        return _page(text_at(caller, kind), fields, failure)
    return responses.redirect(f"{address_of(text.kind)}?fait={done}")


def _page(
    text: ReadText,
    values: forms.Fields,
    failure: Conflict | Invalid | None = None,
    done: str = "",
) -> Response:
    variants = by_variant(text)
    errors = forms.error_messages(failure, values)
    shown = next((variant_of(name.partition(".")[2]) for name in errors), "")
    shown = shown or forms.first(values, "variante")
    page = responses.page(
        "wording/text",
        status_of(failure) if failure else 200,
        text=text,
        address=address_of(text.kind),
        variants=variants,
        variant=shown if shown in variants else "",
        placeholders=examples(wiring.composer(), text.kind, wiring.now()),
        read=mark(text.blocks),
        labels=labels_of(text),
        values=values,
        errors=errors,
        problem=problem_of(failure) if failure else None,
        done=done,
        of_another=_of_another(text, values, failure),
    )
    return responses.framing(page)


def _of_another(
    text: ReadText, values: forms.Fields, failure: Conflict | Invalid | None
) -> dict[str, str]:
    """Return the words that somebody else has kept meanwhile, where they are not those sent."""
    if not isinstance(failure, Conflict):
        return {}
    return {b.field: b.words for b, words in given(text, values) if words not in (None, b.words)}
