"""The open data of a report: a Data Package of CSV files (Frictionless), each with a Table Schema.

The files are as a Table Schema takes them unless told otherwise: UTF-8 without a byte order mark,
commas, points in numbers. A mark would be read as a part of the first field's name.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ...domain.programme import Programme
from ...domain.report.editions import Edition
from ...domain.report.open_data import Cell, Field, OpenTable
from ..texts.cells import inert

CC0 = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
    "title": "Creative Commons CC0 1.0 universel",
}

WITH_OFFSET = "%Y-%m-%dT%H:%M:%S%z"
"""Moments are of the programme's zone; a Table Schema would else expect UTC."""

PROTECTED = (
    "Aucun nombre qui concerne d’une à quatre personnes n’est publié, ni ceux qui permettraient de "
    "le retrouver : leur case est vide, ou leur catégorie est sous la clé « regrouped » (voir "
    "regrouped_keys.csv). "
    "Il n’y a pas de données par personne : elles laisseraient compter de petits groupes."
)
WHOLE = "Tous les nombres, petits groupes compris : pour l’équipe seulement, à ne pas publier."


FORM = (
    "Les fichiers sont du CSV en UTF-8, avec des virgules; un nombre décimal a un point, et une "
    "case vide est un nombre qui n’est pas publié, ou qu’on n’a pas.",
    "Dans un tableur, importez-les (Données, À partir d’un fichier texte) plutôt que de les ouvrir "
    "d’un double clic.",
    "datapackage.json décrit chaque colonne pour les outils (Frictionless Data Package).",
)
"""What form the files have, and how they are opened."""


@dataclass(frozen=True)
class About:
    """What the data are of. `made_at` is when the public report was made, None for the team's."""

    edition: Edition
    programme: Programme
    site: str
    made_at: datetime | None = None

    @property
    def public(self) -> bool:
        return self.made_at is not None


def package(tables: Sequence[OpenTable], about: About) -> dict[str, bytes]:
    """Return the files of a Data Package by name: the same report gives the same bytes."""
    files = {f"donnees/{each.name}.csv": _csv(each) for each in tables}
    described = _described(tables, files, about)
    content = json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"
    return {"LISEZMOI.txt": _read_me(tables, about), "datapackage.json": content, **files}


def _read_me(tables: Sequence[OpenTable], about: About) -> bytes:
    """Return what the files are, for who opens them without a tool: each with what it counts."""
    edition = about.edition
    lines = [
        f"Bilan\u00a0: {edition.title}",
        f"Du {edition.starts_on.isoformat()} au {edition.ends_on.isoformat()}",
        f"{about.programme.name}, {about.programme.organisation}",
        f"{about.site}/bilans/{edition.slug}",
        "",
        PROTECTED if about.public else WHOLE,
        "",
        *((f"Licence\u00a0: {CC0['title']}, {CC0['path']}", "") if about.public else ()),
        *FORM,
    ]
    for table in tables:
        lines += ["", f"donnees/{table.name}.csv\u00a0: {table.title}", table.description]
        lines += [f"  {field.name}\u00a0: {field.title}" for field in table.fields]
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def _csv(table: OpenTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.name for field in table.fields])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return inert(cell) if isinstance(cell, str) else str(cell)


def _described(
    tables: Sequence[OpenTable], files: dict[str, bytes], about: About
) -> dict[str, Any]:
    edition, programme = about.edition, about.programme
    told = {
        "profile": "tabular-data-package",
        "name": f"bilan-{edition.slug}",
        "title": f"Bilan : {edition.title}",
        "description": PROTECTED if about.public else WHOLE,
        "homepage": f"{about.site}/bilans/{edition.slug}",
        "temporal": {"start": edition.starts_on.isoformat(), "end": edition.ends_on.isoformat()},
        "languages": [programme.language],
        "keywords": ["bilan", "littératie numérique", programme.words.keyword, programme.region],
        "sources": [{"title": f"{programme.name}, {edition.title}", "path": about.site}],
        "contributors": [{"title": programme.organisation, "role": "publisher"}],
        "resources": [_resource(each, files) for each in tables],
    }
    if about.made_at is not None:
        told |= {"licenses": [CC0], "created": about.made_at.isoformat()}
    return told


def _resource(table: OpenTable, files: dict[str, bytes]) -> dict[str, Any]:
    path = f"donnees/{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(files[path]),
        "hash": f"sha256:{sha256(files[path]).hexdigest()}",
        "schema": {
            "fields": [_field(each) for each in table.fields],
            "missingValues": [""],
            "primaryKey": list(table.key),
        },
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "type": field.type, "title": field.title}
    if field.type == "datetime":
        told["format"] = WITH_OFFSET
    if field.required:
        told["constraints"] = {"required": True}
    return told
