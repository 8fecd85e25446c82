"""Forms with files, as browsers send them: `multipart/form-data`, which Chalice does not read."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PureWindowsPath

from chalice.app import Request

from ...domain import pasted
from ..http import requests
from ..http.forms import Fields
from ..http.problems import NotAForm

MOST_PARTS = 40
"""Fields and files of one form."""

LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file: its name, without the folders of whoever sends it, and its content."""

    name: str
    content: bytes


def read(request: Request) -> tuple[Fields, list[Upload]]:
    """Return the fields and the files of a form; a file that was not chosen is left out.

    Raises NotAForm.
    """
    from multipart import MultipartError, MultipartParser, parse_options_header

    kind, options = parse_options_header(str(request.headers.get("content-type", "")))
    content = requests.body(request)
    fields: Fields = {}
    files: list[Upload] = []
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise NotAForm
    try:
        # The route has bounded the body: all of it is in memory already, and nothing is spooled.
        parser = MultipartParser(
            BytesIO(content),
            options["boundary"],
            len(content),
            part_limit=MOST_PARTS,
            spool_limit=len(content) + 1,
            memory_limit=len(content) + 1,
            strict=True,
        )
        for part in parser:
            if part.filename is None:
                fields.setdefault(part.name, []).append(pasted.seen(part.value))
            elif part.filename:
                files.append(Upload(_name(part.filename), part.raw))
    except (MultipartError, ValueError) as error:
        raise NotAForm from error
    return fields, files


def _name(sent: str) -> str:
    """Return a file's own name: what is before it is a folder of its sender."""
    return pasted.line(PureWindowsPath(sent).name)[-LONGEST_NAME:] or "fichier"
