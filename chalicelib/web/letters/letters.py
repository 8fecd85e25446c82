"""Letters to many: what the team writes, has sent in a moment, and takes back."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, FieldError, InvalidFields
from ...domain.letters.letters import Letter
from ...domain.people.callers import Caller
from ...workflows.letters.name_audience import name_audience
from ...workflows.letters.read_letter import LetterFile, read_letter, read_letters
from ...workflows.letters.write_letter import (
    discard_letter,
    draft_letter,
    hold_letter,
    rewrite_letter,
    stop_letter,
)
from ..http import forms, requests, responses
from ..http.formats import places
from ..http.once import form_once
from ..http.parsing import parse_fields
from ..http.paths import letter_of_path
from ..http.problems import problem_of, status_of
from . import choosing, shown

PAGE = "/equipe/courriels/lettres"

LETTERS = "letters"


def letters_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    before = places.read_or_first(caller, LETTERS, requests.query(request, "suite"))
    found = wiring.run(read_letters, caller, before)
    older = places.written(caller, LETTERS, found.older)
    done = requests.query(request, "fait")
    return responses.page("letters/letters", letters=found.listed, older=older, done=done)


def letter_form(request: Request) -> Response:
    """Show an empty letter, to whom its address says."""
    caller = requests.staff_caller(request)
    return _form(caller, choosing.of_address(request))


def submit_letter(request: Request) -> Response:
    caller, fields = requests.staff_caller(request), forms.answered(requests.form(request))
    try:
        body = _body(fields)
        audience = wiring.run(name_audience, caller, shown.asked(body))
        once = form_once(request, _page_of)
        letter: Letter = wiring.run(
            draft_letter, caller, body.subject, body.markdown, audience, once
        )
    except InvalidFields as failure:
        return _form(caller, fields, failure=failure)
    return responses.redirect(_page_of(letter))


def letter_page(request: Request, letter_id: str) -> Response:
    caller = requests.staff_caller(request)
    return _letter(caller, request, letter_id, done=requests.query(request, "fait"))


def correction_form(request: Request, letter_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), letter_of_path(letter_id)
    file = wiring.run(read_letter, caller, identifier)
    return _form(caller, choosing.of_letter(file.letter), identifier)


def submit_correction(request: Request, letter_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), letter_of_path(letter_id)
    fields = forms.answered(requests.form(request))
    try:
        body = _body(fields)
        audience = wiring.run(name_audience, caller, shown.asked(body))
        words = body.subject, body.markdown
        wiring.run(rewrite_letter, caller, identifier, *words, audience, body.version)
    except (Conflict, InvalidFields) as failure:
        return _form(caller, fields, identifier, failure)
    return responses.redirect(f"{PAGE}/{identifier}")


def submit_sending(request: Request, letter_id: str) -> Response:
    seen = forms.typed(forms.first(requests.form(request), "version"), "integer")
    caller, identifier = requests.staff_caller(request), letter_of_path(letter_id)
    try:
        wiring.run(hold_letter, caller, identifier, seen if isinstance(seen, int) else 0)
    except Conflict as failure:
        return _letter(caller, request, identifier, failure)
    return responses.redirect(f"{PAGE}/{identifier}?fait=envoi")


def submit_stop(request: Request, letter_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), letter_of_path(letter_id)
    try:
        wiring.run(stop_letter, caller, identifier)
    except Conflict as failure:
        return _letter(caller, request, identifier, failure)
    return responses.redirect(f"{PAGE}/{identifier}?fait=arret")


def submit_discard(request: Request, letter_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), letter_of_path(letter_id)
    try:
        wiring.run(discard_letter, caller, identifier)
    except Conflict as failure:
        return _letter(caller, request, identifier, failure)
    return responses.redirect(f"{PAGE}?fait=jete")


def _page_of(letter: Letter) -> str:
    return f"{PAGE}/{letter.id}"


def _body(fields: forms.Fields) -> Any:
    from .models import LetterBody

    given = {name: forms.first(fields, name) for name in ("subject", "markdown")}
    version = forms.typed(forms.first(fields, "version") or "0", "integer")
    audience = choosing.audience(fields)
    try:
        return parse_fields(LetterBody, {**given, "audience": audience, "version": version})
    except InvalidFields as failure:
        if audience:
            raise
        nobody = FieldError("audience", "invalid_choice", about="letter")
        raise InvalidFields(nobody, *failure.errors) from None


def _letter(
    caller: Caller,
    request: Request,
    letter_id: str,
    failure: Conflict | None = None,
    done: str = "",
) -> Response:
    file: LetterFile = wiring.run(read_letter, caller, letter_of_path(letter_id))
    chosen = requests.query(request, "personne")
    return responses.page(
        "letters/letter",
        status_of(failure) if failure else 200,
        file=file,
        reader=shown.example(file, chosen),
        text=wiring.templates().markdown(file.letter.markdown),
        problem=problem_of(failure) if failure else None,
        done=done,
    )


def _form(
    caller: Caller,
    values: forms.Fields,
    letter_id: str = "",
    failure: Conflict | InvalidFields | None = None,
) -> Response:
    return responses.page(
        "letters/write",
        status_of(failure) if failure else 200,
        values=values,
        letter_id=letter_id,
        groups=choosing.groups(caller, values),
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if isinstance(failure, Conflict) else None,
    )
