"""Pages where an admin brings past editions in: files, questions, verdict, and then the keeping."""

import re
from collections.abc import Sequence

from chalice.app import Request, Response

from ... import correlation, wiring
from ...domain.errors import NotFound
from ...domain.imports.canonical import corrected_files
from ...domain.imports.forms import CORRECTIONS
from ...domain.imports.mistakes import ARCHIVE, BadImport, Mistake
from ...domain.imports.uploads.keeping import STEPS, KeepingState
from ...domain.imports.uploads.parcels import MOST_SOURCES
from ...domain.people.callers import Caller
from ...workflows.imports.import_edition import Checked
from ...workflows.imports.keep_parcel import ask_to_keep, follow_keeping
from ...workflows.imports.prepare_import import (
    Looked,
    answer_questions,
    bring_files,
    let_in,
    look_at,
    read_editions,
    take_out,
)
from ..http import requests, responses
from ..http.problems import status_of
from . import uploads, views, words
from .listed import corrections
from .sentences import message
from .shown import at_home, marked

PAGE = "/equipe/importations"
ZIP = "application/zip"
ANSWER = re.compile(r"\d{1,2}:[a-z_]+(?::[a-z0-9_-]{1,80})?|edition(?::[a-z_]{1,20})?")
"""The name of a question, of a table or of the edition."""

LONGEST_ANSWER = 300

type Told = Sequence[tuple[str, str]]
"""Files that cannot be read, and the sentence of each; "" for the archive itself."""


def imports_page(request: Request) -> Response:
    caller, done = requests.staff_caller(request), requests.query(request, "fait")
    return _imports_page(caller, done=done, abandoned=bool(requests.query(request, "abandon")))


def submit_files(request: Request) -> Response:
    caller = requests.staff_caller(request)
    return _brought(caller, request, "")


def submit_more_files(request: Request, parcel_id: str) -> Response:
    return _brought(requests.staff_caller(request), request, _parcel_of_path(parcel_id))


def parcel_page(request: Request, parcel_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), _parcel_of_path(parcel_id)
    return _parcel_page(identifier, wiring.run(look_at, caller, identifier))


def submit_taking_out(request: Request, parcel_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), _parcel_of_path(parcel_id)
    number = _number(request, "tableau")
    place = MOST_SOURCES if number is None else number  # where no table is
    return _to_parcel(wiring.run(take_out, caller, identifier, place))


def submit_answers(request: Request, parcel_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), _parcel_of_path(parcel_id)
    said = {
        name: ";".join(value.strip() for value in values if value.strip())[:LONGEST_ANSWER]
        for name, values in requests.form(request).items()
        if ANSWER.fullmatch(name)
    }
    return _to_parcel(wiring.run(answer_questions, caller, identifier, said))


def submit_keeping(request: Request, parcel_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), _parcel_of_path(parcel_id)
    removing = _number(request, "retirer") or 0
    try:
        wiring.run(ask_to_keep, caller, identifier, removing, correlation.current.get())
    except BadImport:
        return _parcel_page(identifier, wiring.run(look_at, caller, identifier), 422)
    return responses.redirect(f"{PAGE}/{identifier}/garder")


def keeping_page(request: Request, parcel_id: str) -> Response:
    """Show how far a job is; once it is done, the list of editions with the new one."""
    caller, identifier = requests.staff_caller(request), _parcel_of_path(parcel_id)
    keeping = wiring.run(follow_keeping, caller, identifier, correlation.current.get())
    if keeping.state is KeepingState.KEPT:
        return responses.redirect(f"{PAGE}?fait={keeping.edition}")
    return responses.page("imports/keeping", parcel_id=identifier, keeping=keeping, steps=STEPS)


def _number(request: Request, field: str) -> int | None:
    """Return a whole number of a form, None if it is none."""
    form = requests.form(request) if requests.body(request) else {}
    said = next(iter(form.get(field, [])), "")
    return int(said) if re.fullmatch("[0-9]{1,9}", said) else None


def mistakes_file(request: Request, parcel_id: str) -> Response:
    checked, looked = _checked(request, parcel_id)
    files = corrections(looked.prepared, checked.mistakes)
    if len(files) > 1:
        return _attached("corrections.zip", wiring.archives().write(files), ZIP)
    (name, content), *_ = files.items()
    return _attached(name, content, "text/csv; charset=utf-8")


def corrected_copy(request: Request, parcel_id: str) -> Response:
    checked, looked = _checked(request, parcel_id)
    said = views.mistakes_csv(at_home(looked.prepared, checked.mistakes))
    files = {**corrected_files(checked.verdict), CORRECTIONS: said}
    return _attached("copie-corrigee.zip", wiring.archives().write(files), ZIP)


def _attached(name: str, content: bytes, kind: str) -> Response:
    attachment = f'attachment; filename="{name}"'
    return responses.raw(content, kind, Content_Disposition=attachment)


def _checked(request: Request, parcel_id: str) -> tuple[Checked, Looked]:
    """Return the verdict over a parcel. Raises NotFound while a question is open."""
    caller = requests.staff_caller(request)
    looked = wiring.run(look_at, caller, _parcel_of_path(parcel_id))
    if looked.checked is None:
        raise NotFound
    return looked.checked, looked


def _brought(caller: Caller, request: Request, parcel_id: str) -> Response:
    wiring.run(let_in, caller)
    _, files = uploads.read(request)
    if not files:
        return _imports_page(caller, 422, lacking=True)
    try:
        sent = [(file.name, file.content) for file in files]
        identifier = wiring.run(bring_files, caller, parcel_id, sent)
    except BadImport as bad:
        return _imports_page(
            caller, status_of(bad), told=[(_in_a_file(m), message(m)) for m in bad.mistakes]
        )
    return _to_parcel(identifier)


def _in_a_file(mistake: Mistake) -> str:
    return "" if mistake.file == ARCHIVE else mistake.file


def _imports_page(
    caller: Caller,
    status: int = 200,
    *,
    done: str = "",
    abandoned: bool = False,
    lacking: bool = False,
    told: Told = (),
) -> Response:
    editions = wiring.run(read_editions, caller)
    return responses.page(
        "imports/list",
        status,
        editions=editions,
        done=done,
        abandoned=abandoned,
        lacking=lacking,
        told=told,
    )


def _parcel_page(identifier: str, looked: Looked, status: int = 200) -> Response:
    found, checked = looked.prepared, looked.checked
    tables, elsewhere = marked(found, checked.mistakes) if checked else ([], [])
    asked = bool(found.asks) or any(about.asks for about in found.abouts)
    return responses.page(
        "imports/parcel",
        status,
        parcel_id=identifier,
        found=found,
        checked=checked,
        asked=asked,
        tables=tables,
        elsewhere=[(each, words.column(each.column), message(each)) for each in elsewhere],
        totals=_totals(checked) if checked else {},
        refused=status != 200,
        COLUMNS=words.COLUMNS,
    )


def _totals(checked: Checked) -> dict[str, int]:
    names = ("created", "changed", "unchanged", "removed")
    return {name: sum(getattr(each, name) for each in checked.counts.values()) for name in names}


def _to_parcel(identifier: str) -> Response:
    return responses.redirect(f"{PAGE}/{identifier}")


def _parcel_of_path(parcel_id: str) -> str:
    """Return a parcel's identifier. Raises NotFound if it has not the shape of one."""
    if not re.fullmatch("[0-9a-f]{40}", parcel_id):
        raise NotFound
    return parcel_id
