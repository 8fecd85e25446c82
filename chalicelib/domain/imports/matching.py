"""Tables whose columns are named otherwise: which is which, suggested, said once by a person.

What was said is kept for that header: the next table with the same columns is read without a word.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .folding import joined, snake
from .forms import (
    ANSWERS,
    ATTENDANCE,
    EVENTS,
    INDICATORS,
    PARTICIPANTS,
    SESSIONS,
    Form,
)
from .grids import Grid

ALIKE = 0.72
"""From which two names are alike enough for one to be suggested for the other."""

SHORT = 5
"""Letters below which a name is like no other: « nom » and « no » are not the same."""

MOST_COLUMNS = 60

FIXED = "="
"""Before a value that is the same on all lines, where the table has no such column."""

MADE = "+"
"""Instead of a place, where the table has no references: one is made of what its line says."""

MADE_OF: Mapping[str, Mapping[str, Sequence[str]]] = {
    SESSIONS: {"session_ref": ("theme", "starts_at", "email")},
    EVENTS: {"event_ref": ("title", "starts_at")},
}
"""By file, the columns that a reference is made of: the same line has the same one again."""

SYNONYMS: Mapping[str, Mapping[str, Sequence[str]]] = {
    PARTICIPANTS: {
        "email": ("courriel", "adresse courriel", "adresse e mail", "e mail", "mail"),
        "given_name": ("prenom", "first name"),
        "family_name": ("nom", "nom de famille", "last name"),
        "kind": ("type", "profil", "categorie", "statut professionnel"),
        "organization": ("organisme", "organisation", "entreprise", "structure"),
        "discipline": ("discipline artistique", "secteur", "secteur d activite"),
        "municipality": ("municipalite", "ville", "city"),
        "maturity_level": ("niveau", "niveau de maturite", "maturite numerique"),
        "referred_by_colleague": ("recommande par un collegue", "bouche a oreille", "reference"),
        "registered_on": ("date d inscription", "inscrit le", "inscription"),
        "consent_newsletter": ("infolettre", "consentement infolettre", "newsletter"),
        "community_member": ("communaute", "membre de la communaute", "slack"),
    },
    SESSIONS: {
        "session_ref": ("reference", "no", "numero", "id", "no de rencontre"),
        "theme": ("thematique", "sujet"),
        "format": ("type", "formule", "type de rencontre"),
        "starts_at": ("date", "date et heure", "debut", "quand"),
        "status": ("statut", "etat", "suivi"),
        "email": ("courriel", "adresse courriel", "adresse e mail", "participant"),
    },
    EVENTS: {
        "event_ref": ("reference", "no", "numero", "id", "code"),
        "title": ("titre", "nom", "activite", "evenement"),
        "kind": ("type", "genre", "categorie", "sorte"),
        "themes": ("theme", "thematique", "thematiques"),
        "starts_at": ("date", "date et heure", "debut", "quand"),
        "duration_minutes": ("duree", "duree minutes", "duree en minutes", "minutes"),
        "mode": ("lieu", "modalite", "formule"),
    },
    ATTENDANCE: {
        "event_ref": ("activite", "evenement", "rencontre", "reference", "no de rencontre"),
        "email": ("courriel", "adresse courriel", "adresse e mail", "participant"),
        "mode": ("modalite", "formule"),
        "status": ("presence", "statut", "etat"),
    },
    ANSWERS: {
        "survey": ("sondage", "questionnaire"),
        "email": ("courriel", "adresse courriel", "adresse e mail"),
        "answered_on": ("date", "date de reponse", "repondu le"),
        "shared": ("partage", "a partage", "rayonnement"),
        "people_reached": ("personnes rejointes", "nombre de personnes", "combien de personnes"),
        "project_planned": ("projet", "projet prevu", "projet numerique"),
        "concrete_action": ("action", "action concrete"),
        "best_axis": ("axe prefere", "meilleur axe", "axe", "volet prefere"),
    },
    INDICATORS: {
        "name": ("nom", "indicateur"),
        "value": ("valeur", "nombre", "resultat"),
        "source": ("provenance", "note"),
    },
}
"""What people call our columns, as plain words."""


@dataclass(frozen=True)
class Match:
    """What a person said of a table: which file it is, and what each of its columns is there.

    `columns` has, by our column, the place of theirs, "" for none, MADE, or FIXED and a value.
    """

    file: str
    columns: Mapping[str, str]


def header_of(grid: Grid) -> tuple[int, list[str]]:
    """Return the number and the cells of the line that names columns: the first that has two."""
    for number, cells in enumerate(grid.lines, 1):
        if sum(1 for cell in cells if cell.strip()) > 1:
            return number, [cell.strip() for cell in cells[:MOST_COLUMNS]]
    return 1, []


def fingerprint(grid: Grid) -> str:
    """Return what tells tables with other columns apart, whatever is below their header."""
    names = "\n".join(snake(name) for name in header_of(grid)[1])
    return hashlib.sha256(names.encode()).hexdigest()[:24]


def own_file(grid: Grid, forms: Mapping[str, Form]) -> str:
    """Return the file whose columns a table has, all of them under our names; "" if none."""
    names = {snake(name) for name in header_of(grid)[1]}
    return next((file for file, form in forms.items() if names >= form.places.keys()), "")


def suggested(grid: Grid, forms: Mapping[str, Form], file: str = "") -> Match:
    """Return the likeliest match: of the file that is said, or of the one that fits best.

    That is the one whose columns most of theirs are, the most surely; then what tells its lines
    apart is looked at.
    """
    candidates = [forms[file]] if file else list(forms.values())
    return max((_suggested(grid, form) for form in candidates), key=lambda found: found[:2])[2]


def _suggested(grid: Grid, form: Form) -> tuple[float, float, Match]:
    """Return how well a file fits, and its match: the surest pairs first, each column once."""
    names = [joined(name, " ") for name in header_of(grid)[1]]
    columns, taken, fit = dict.fromkeys(form.places, ""), set[int](), 0.0
    for likeness, _, place, column in sorted(_pairs(names, form), reverse=True):
        if likeness >= ALIKE and not columns[column] and place not in taken:
            columns[column] = str(place)
            taken.add(place)
            fit += likeness
    keys = sum(1 for column in form.key if columns[column]) / len(form.key)
    return fit, keys, Match(form.file, columns)


def _pairs(names: Sequence[str], form: Form) -> Iterator[tuple[float, int, int, str]]:
    synonyms = SYNONYMS.get(form.file, {})
    for order, column in enumerate(form.places):
        known = (joined(column, " "), *synonyms.get(column, ()))
        for place, name in enumerate(names):
            if name:
                yield max(_likeness(name, each) for each in known), -order, place, column


def _likeness(name: str, known: str) -> float:
    if name == known:
        return 1.0
    if f" {known} " in f" {name} " and len(known) > 3:
        return 0.9
    if min(len(name), len(known)) < SHORT:
        return 0.0
    return SequenceMatcher(None, name, known).ratio()


def applied(grid: Grid, match: Match) -> Grid:
    """Return a table in our columns, each line where it was; other columns are left out."""
    number, _ = header_of(grid)
    columns = {column: place for column, place in match.columns.items() if place}
    lines: list[list[str]] = [[] for _ in grid.lines[: number - 1]]
    lines.append(list(columns))
    for cells in grid.lines[number:]:
        blank = not any(cell.strip() for cell in cells)
        lines.append([] if blank else _line(cells, match.file, columns))
    return Grid(lines)


def _line(cells: Sequence[str], file: str, columns: Mapping[str, str]) -> list[str]:
    said = {c: _cell(cells, place) for c, place in columns.items() if place != MADE}
    return [said[c] if c in said else _reference(said, file, c) for c in columns]


def _reference(said: Mapping[str, str], file: str, column: str) -> str:
    """Return a reference made of what a line says; those of a group session share theirs."""
    parts = MADE_OF[file][column]
    if "group" in said.get("format", "").lower():
        parts = [part for part in parts if part != "email"]
    text = "\n".join(joined(said.get(part, ""), " ") for part in parts)
    return f"ref-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _cell(cells: Sequence[str], place: str) -> str:
    if place.startswith(FIXED):
        return place.removeprefix(FIXED)
    return cells[int(place)] if int(place) < len(cells) else ""
