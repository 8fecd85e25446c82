"""The files of an edition without who somebody was: their lines stay, as the figures need them."""

import csv
import io
from collections.abc import Mapping

from ..people.addresses import address_key
from .canonical import csv_of
from .forms import PARTICIPANTS, Form, Vocabulary
from .tables import Table

SAYS_NOTHING: Mapping[str, str] = {
    "given_name": "Personne",
    "family_name": "effacée",
    "organization": "",
    "municipality": "",
    "consent_newsletter": "no",
    "community_member": "no",
}
"""What stands among participants in the place of what no figure is made of."""

_FORMS: Mapping[str, Form] = Vocabulary({}, "UTC").forms()


def without_person(files: Mapping[str, bytes], email: str, other: str) -> dict[str, bytes] | None:
    """Return kept files in which `other` stands for an address; None if it is in none of them."""
    found = {name: _without(_FORMS[name], files[name], email, other) for name in _named(files)}
    changed = {name: content for name, content in found.items() if content is not None}
    return {**files, **changed} if changed else None


def _named(files: Mapping[str, bytes]) -> list[str]:
    """Return the files that name people."""
    return [name for name in files if name in _FORMS and "email" in _FORMS[name].places]


def _without(form: Form, content: bytes, email: str, other: str) -> bytes | None:
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    at, key = header.index("email"), address_key(email)
    instead = {"email": other, **(SAYS_NOTHING if form.file == PARTICIPANTS else {})}
    theirs = [row for row in rows if address_key(row[at]) == key]
    for row in theirs:
        row[:] = [instead.get(name, cell) for name, cell in zip(header, row, strict=True)]
    return csv_of(Table(form, rows).in_order()) if theirs else None
