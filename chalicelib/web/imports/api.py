"""The API of imports, for admins of the team."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import NotFound
from ...domain.imports.canonical import corrected_files
from ...domain.imports.forms import CORRECTIONS
from ...domain.imports.mistakes import BadImport
from ...domain.report.editions import is_slug
from ...workflows.imports.export_edition import export_edition
from ...workflows.imports.import_edition import check_archive, import_archive
from ..http import requests, responses
from ..http.problems import problem_of
from . import views

ZIP = "application/zip"


def post_import(request: Request) -> Response:
    """Bring in an edition, all of it or nothing."""
    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 201, views.imported)
    try:
        brought = wiring.run(import_archive, caller, requests.body(request), once)
    except BadImport as bad:
        return _refused(bad)
    return responses.answer(once, brought)


def post_corrected(request: Request) -> Response:
    """Answer the same files with what is certain corrected; nothing is kept."""
    caller = requests.api_member(request)
    try:
        checked = wiring.run(check_archive, caller, requests.body(request))
    except BadImport as bad:
        return _refused(bad)
    said = views.mistakes_csv(checked.mistakes)
    files = {**corrected_files(checked.verdict), CORRECTIONS: said}
    return _archive("corrections", wiring.archives().write(files))


def get_archive(request: Request, edition: str) -> Response:
    caller = requests.api_member(request)
    if not is_slug(edition):
        raise NotFound
    try:
        return _archive(edition, wiring.run(export_edition, caller, edition))
    except BadImport as bad:
        return _refused(bad)


def _archive(name: str, content: bytes) -> Response:
    attachment = f'attachment; filename="{name}.zip"'
    return responses.raw(content, ZIP, Content_Disposition=attachment)


def _refused(bad: BadImport) -> Response:
    document = {**problem_of(bad), **views.mistakes(bad.mistakes)}
    content = responses.dumps(document).encode()
    return responses.raw(content, "application/problem+json", 422)
