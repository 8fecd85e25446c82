"""Each mistake is told with its file, line, column and code, and all of them at once."""

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import chalicelib
from chalicelib.domain.imports.dates import read_moment
from chalicelib.domain.imports.forms import Column, Vocabulary
from chalicelib.domain.imports.mistakes import BadCell, Mistake
from chalicelib.domain.imports.verdicts import verdict
from chalicelib.web.imports.sentences import MISTAKES as SENTENCES
from chalicelib.web.imports.sentences import message
from chalicelib.web.imports.words import COLUMNS, VALUES
from tests.support.editions.past_editions import first_edition, vocabulary

from .mistakes import COUNT, MISTAKES, Change, Place, cell

IMPORTS = Path(chalicelib.__file__).parent
FORMS = Vocabulary({}, "America/Toronto").forms()


def place_of(mistake: Mistake) -> Place:
    return mistake.file, mistake.line, mistake.column, mistake.code


def test_the_first_edition_has_none() -> None:
    assert verdict(first_edition(), vocabulary()).mistakes == ()


@pytest.mark.parametrize(("change", "place"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_where_it_is(change: Change, place: Place) -> None:
    mistakes = verdict(change(first_edition()), vocabulary()).mistakes
    assert place in map(place_of, mistakes)
    if place != ("participants.csv", 3, "email", "required"):  # then who is not there is named
        assert {mistake.file for mistake in mistakes} == {place[0]}
    for mistake in mistakes:
        said = message(mistake)
        assert said.endswith(".")
        assert mistake.found in said or mistake.code in ("too_long", "no_header")


def test_every_column_of_every_file_has_a_mistake_of_its_own() -> None:
    tried = {(file, column) for _, (file, _, column, _) in MISTAKES.values()}
    free = {"family_name", "organization", "discipline", "municipality", "source", "title"}
    missing = {
        (file, column)
        for file, form in FORMS.items()
        for column in form.places
        if (file, column) not in tried and column not in free
    }
    assert missing == {("events.csv", "event_ref")} - tried


@pytest.mark.parametrize(
    ("file", "column"), [(file, column) for file, form in FORMS.items() for column in form.places]
)
def test_a_column_that_is_missing_is_named_with_what_is_there(file: str, column: str) -> None:
    files = first_edition()
    files[file] = files[file].replace(column.encode(), b"autre_titre", 1)
    mistakes = verdict(files, vocabulary()).mistakes
    (missing,) = (each for each in mistakes if each.code == "missing_column")
    assert place_of(missing) == (file, 1, column, "missing_column")
    wanted = f"{COLUMNS[column]} ({column})"
    said = f"Il faut une colonne «\u00a0{wanted}\u00a0»; il y a\u00a0: autre_titre."
    assert message(missing) == said
    assert {each.code for each in mistakes} == {"missing_column", "unknown_column"}


def test_all_mistakes_are_told_at_once() -> None:
    files = first_edition()
    wanted = []
    for change, place in (
        cell("participants.csv", 56, "kind", "x", "invalid_choice"),
        cell("sessions.csv", 2, "starts_at", "04/11/2021 16:00", "ambiguous_date"),
        cell("sessions.csv", 2, "theme", "x", "unknown_theme"),
        cell("events.csv", 11, "mode", "x", "invalid_choice"),
        cell("attendance.csv", 72, "email", "x@example.org", "unknown_person"),
        cell("survey_responses.csv", 19, "shared", "z", "not_yes_no"),
        cell("indicators.csv", 11, "value", "x", "not_a_number"),
    ):
        files = change(files)
        wanted.append(place)
    assert sorted(map(place_of, verdict(files, vocabulary()).mistakes)) == sorted(wanted)


def test_a_line_is_numbered_as_the_spreadsheet_numbers_it() -> None:
    files = first_edition()
    header, first, rest = files["events.csv"].split(b"\r\n", 2)
    first = first.replace("Événement virtuel".encode(), '"Événement\nvirtuel"'.encode())
    rest = rest.replace(b",90,", b",x,", 1)
    files["events.csv"] = b"\r\n".join((b"", header, first, b",,,,,,", rest))
    (mistake,) = verdict(files, vocabulary()).mistakes
    assert place_of(mistake) == ("events.csv", 5, "duration_minutes", "not_a_number")


def test_an_ambiguous_date_is_told_with_both_its_readings() -> None:
    change, _ = cell("sessions.csv", 2, "starts_at", "04/11/2021 16:00", "ambiguous_date")
    (mistake,) = verdict(change(first_edition()), vocabulary()).mistakes
    assert "il faut 2021-11-04 ou 2021-04-11" in message(mistake)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(minute=30)))
@example(datetime(2022, 3, 13, 2, 30))
@example(datetime(2022, 11, 6, 1, 30))
def test_a_time_that_clocks_jump_over_is_asked_about_and_no_other_is(wall: datetime) -> None:
    wall, zone = wall.replace(second=0, microsecond=0), ZoneInfo("America/Toronto")
    lasts = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    text = wall.isoformat(" ")
    if lasts:
        assert read_moment(text, zone.key) == wall.isoformat()
        return
    with pytest.raises(BadCell) as told:
        read_moment(text, zone.key)
    hour = timedelta(hours=1)
    shown = [moment.strftime("%Y-%m-%d %H:%M") for moment in (wall + hour, wall - hour)]
    assert (told.value.code, told.value.wanted) == ("no_such_time", " ou ".join(shown))


def test_a_theme_that_is_none_is_answered_with_titles() -> None:
    change, _ = cell("sessions.csv", 2, "theme", "rien", "unknown_theme")
    (mistake,) = verdict(change(first_edition()), vocabulary()).mistakes
    assert "Découvrabilité (decouvrabilite)" in message(mistake), message(mistake)


def test_no_sentence_says_one_of_our_columns_or_values_alone() -> None:
    """Each is in French, with the file's own word in parentheses."""
    spoken = {name for names in (COLUMNS, *VALUES.values()) for name in names}
    spoken -= {"slug", "source", "format", "name", "value", "title", "themes", "mode", "theme"}
    spoken -= {"document", "communication"}
    for change, _ in MISTAKES.values():
        for mistake in verdict(change(first_edition()), vocabulary()).mistakes:
            if mistake.code == "unknown_column" or mistake.correction is not None:
                continue
            said = message(mistake).replace(mistake.found or "-", "")
            alone = re.findall(r"(?<![(\w.-])([a-z]+(?:_[a-z]+)*)(?![)\w.-])", said)
            assert not spoken & set(alone), said


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    assert codes_in_the_code() == set(SENTENCES)


def codes_in_the_code() -> set[str]:
    """Constants of one word that are given as a code, or returned as one, where files are read."""
    found: set[str] = set()
    for folder in ("domain/imports", "adapters/imports", "workflows/imports"):
        for path in (IMPORTS / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and node.value in SENTENCES:
                    found.add(str(node.value))
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("BadCell", "Mistake"):
                    at = 0 if ast.unparse(node.func) == "BadCell" else 3
                    if len(node.args) > at and isinstance(node.args[at], ast.Constant):
                        found.add(str(node.args[at].value))  # type: ignore[attr-defined]
    return found | {"no_links", "control_character"}


def test_sixty_mistakes_are_tried() -> None:
    assert len(MISTAKES) >= 60
    assert {file for _, (file, *_) in MISTAKES.values()} >= {*COUNT, "edition.json"}


@pytest.mark.parametrize(
    ("file", "column", "said", "meant"),
    [
        ("sessions.csv", "status", "terminé", "completed"),
        ("sessions.csv", "status", "Terminée", "completed"),
        ("sessions.csv", "status", "Annulé", "cancelled"),
        ("sessions.csv", "status", "annulé(e)", "cancelled"),
        ("sessions.csv", "status", "réservé", "booked"),
        ("attendance.csv", "status", "Présent·e", "attended"),
        ("attendance.csv", "status", "Absents", "absent"),
        ("participants.csv", "kind", "Étudiant(e)", "student"),
        ("participants.csv", "maturity_level", "débutants", "debutant"),
    ],
)
def test_a_value_in_french_is_corrected_in_every_gender(
    file: str, column: str, said: str, meant: str
) -> None:
    change, _ = cell(file, 2, column, said, "invalid_choice")
    (mistake,) = verdict(change(first_edition()), vocabulary()).mistakes
    assert mistake.correction == meant


def test_a_value_that_is_none_is_answered_in_french_with_ours() -> None:
    change, _ = cell("sessions.csv", 2, "status", "peut-être", "invalid_choice")
    (mistake,) = verdict(change(first_edition()), vocabulary()).mistakes
    assert "tenue (completed), absence (no_show), annulée (cancelled)" in message(mistake)


def test_every_value_that_a_hint_says_is_one_that_is_corrected() -> None:
    for form in FORMS.values():
        for column in form.columns:
            for value, french in VALUES.get(column.name, {}).items():
                if _reads(column, value):
                    assert _meant(column, french) == value


def _reads(column: Column, value: str) -> bool:
    try:
        return column.read(value) == value
    except BadCell:
        return False


def _meant(column: Column, french: str) -> str | None:
    try:
        return column.read(french)
    except BadCell as bad:
        return bad.correction
