"""Each mistake in the words of a region is told by its file and its key, before anything begins."""

import shutil
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.texts.markdown import LEVELS
from infra.region.checking import WrongSettings, ensure_settings
from infra.region.merging import merged_with
from infra.region.texts.mails import of_mails
from infra.region.texts.problems import problems_of_texts
from infra.region.texts.questions import of_questions
from infra.region.texts.tables import OPEN
from infra.region.texts.themes import FrontMatter
from infra.region.texts.told import Text
from infra.region.texts.words import of_words
from infra.region.toml_text import toml_text

from .own import OURS, region_in, write

FILES = [
    "words.toml",
    "survey.toml",
    *(f"emails/texts/{p.name}" for p in (OURS / "emails/texts").glob("*.toml")),
]
THEME = "themes/decouvrabilite.md"
MAY_BE_LEFT_OUT = ("hint", "no", "ends", "minimum", "maximum", "required", "on_the_spot", "choices")
"""Keys of a question that some questions do without."""

FREE = {"formerly", *OPEN}
"""Tables whose keys are no words of ours: sentences that are stored, what a region has."""

Way = tuple[Any, ...]
Change = Callable[[Any, Any], str | None]
"""Changes a key of a table; returns how the key is then called, None if it is as it was."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ours, to make mistakes in."""
    copy = tmp_path / "templates"
    shutil.copytree(OURS, copy, ignore=shutil.ignore_patterns("fonts", "static", "pages", "*.html"))
    shutil.copytree(OURS / "static", copy / "static", ignore=shutil.ignore_patterns("fonts"))
    return copy


def leaves(said: Any, way: Way = ()) -> Iterator[Way]:
    """Each key of a file whose value is no table, and no list of tables."""
    for name, value in said.items() if isinstance(said, dict) else enumerate(said):
        if isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)):
            yield from leaves(value, (*way, name))
        elif not way or way[0] not in FREE:
            yield (*way, name)


def silent(folder: Path, name: str, change: Change) -> list[Way]:
    """The keys of a file that are changed and that nothing tells of by its name.

    All at once, but for the survey, whose types are told before what its answers are kept by.
    """
    said = tomllib.loads((folder / name).read_text("utf-8"))
    ways = list(leaves(said))
    together = [[way] for way in ways] if name == "survey.toml" else [ways]
    return [way for some in together for way in untold(folder, name, some, change)]


def untold(folder: Path, name: str, ways: list[Way], change: Change) -> list[Way]:
    before = (OURS / name).read_text("utf-8")
    said = tomllib.loads(before)
    other, keys = deepcopy(said), {}
    for way in ways:
        table: Any = other
        for part in way[:-1]:
            table = table[part]
        if (key := change(table, way[-1])) is not None:
            keys[way] = called(said, way, key)
    (folder / name).write_text(toml_text(other), "utf-8")
    told = list(problems_of(Text(folder, name), other))
    places = {each.removeprefix(f"{name}: ").partition(": ")[0] for each in told}
    return [way for way, names in keys.items() if not names & places]


def problems_of(file: Text, said: Any) -> Iterator[str]:
    if file.name == "words.toml":
        return map(file.told, of_words(said))
    if file.name == "survey.toml":
        return map(file.told, of_questions(file, said))
    return of_mails([file], {})


def called(said: Any, way: Way, key: str) -> set[str]:
    """How a problem may name a key: a question by its number or its name; within a list, too."""
    if isinstance(way[0], str) and way[0] == "questions":
        rest = ".".join((*way[2:-1], key))
        names = {
            f"questions[{way[1] + 1}].{rest}",
            f"questions.{said['questions'][way[1]]['name']}.{rest}",
        }
    else:
        names = {".".join((*way[:-1], key))}
    return {f"{name}{end}" for name in names for end in ("", "[1]", ".nobody")}


def test_ours_are_right() -> None:
    assert list(problems_of_texts(OURS)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_misspelt_key_is_told_with_the_one_that_was_meant(name: str, folder: Path) -> None:
    def misspell(table: Any, key: Any) -> str:
        table[f"{key}z"] = table.pop(key)
        return f"{key}z"

    assert silent(folder, name, misspell) == []


OTHERS: dict[str, Any] = {
    "a number": 7,
    "a part": 1.5,
    "no number": float("nan"),
    "a truth": True,
    "a day": date(2026, 8, 24),
    "a moment with an offset": datetime(2026, 8, 24, tzinfo=UTC),
    "a list": [1],
    "a list of lists": [["x"]],
    "another table": {"nobody": 1},
    "nothing": "",
    "spaces": " \u00a0 ",
}
"""What may stand in place of a text, a number, a truth or a list."""


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", FILES)
def test_a_value_of_another_kind_is_told_by_its_key(name: str, other: str, folder: Path) -> None:
    value = OTHERS[other]

    def replace(table: Any, key: Any) -> str | None:
        if key == "hint" and value == "":
            return None
        if isinstance(value, bool) and isinstance(table[key], bool):
            return None
        table[key] = value
        return str(key)

    assert silent(folder, name, replace) == []


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_is_missing_is_told(name: str, folder: Path) -> None:
    def leave_out(table: Any, key: Any) -> str | None:
        if key in MAY_BE_LEFT_OUT:
            return None
        table.pop(key)
        return str(key)

    untold = silent(folder, name, leave_out)
    # A variant of a mail, or a question on the spot, says what the other does.
    assert [way for way in untold if len(way) < 3 or way[2] != "on_the_spot"] == [
        way for way in untold if name.startswith("emails/") and len(way) == 3
    ]


@pytest.mark.parametrize("mistake", ["", "x = ", 'a = "1"\na = "2"', "[a]\n[a]", "\udcff"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none_is_told_and_nothing_begins(
    name: str, mistake: str, folder: Path
) -> None:
    (folder / name).write_bytes(mistake.encode("utf-8", "surrogateescape"))
    named = name if mistake else name.removesuffix(Path(name).name) or name
    with pytest.raises(WrongSettings, match=named.rstrip("/")):
        ensure_settings(folder)


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        (
            "words.toml",
            'session = "{session_minutes}',
            'session = "{session_minute}',
            "step_length.session: {session_minute} stands for nothing here; there is {sess",
        ),
        (
            "emails/texts/sessions.toml",
            "{horaire}.",
            "{horair}.",
            "booking_confirmed.preheader: {horair} stands for nothing here; there is {",
        ),
        (
            "emails/texts/sessions.toml",
            "{materiel}",
            "{materiel",
            "booking_confirmed.prepare: has a brace that opens or closes",
        ),
        (
            "emails/texts/sessions.toml",
            "[booking_moved]",
            "[booking_move]",
            "booking_move: is no kind of mail; did you mean booking_moved?",
        ),
        (
            "emails/texts/people.toml",
            "\n[registration.to_confirm]",
            "\n[registration.to_confrm]",
            "registration.to_confrm: is no variant of a mail; did you mean to_confirm?",
        ),
        (
            "survey.toml",
            'type = "boolean"',
            'type = "bolean"',
            'questions.shared.type: is "bolean"; it should be one of',
        ),
        (
            "survey.toml",
            "maximum = 5",
            "maximum = 6",
            "questions.satisfaction.maximum: is 6; it should be 5",
        ),
        ("survey.toml", "[formerly.how]", "[formerly.hw]", "formerly.how: is missing"),
        (
            "survey.toml",
            '["in_conversation", "in',
            '["in_conversatio", "in',
            "how.on_the_spot.choices: in_conversatio is no choice; did you mean in_conversation?",
        ),
        (
            "programme.toml",
            "retired_themes = []",
            'retired_themes = ["decouvrabilit"]',
            "retired_themes: there is no theme decouvrabilit; did you mean decouvrabilite?",
        ),
        (THEME, "title:", "titel:", "titel: is not a key; did you mean title?"),
        (THEME, "title:", "titel:", "title: is missing"),
        (
            THEME,
            "duration_minutes: 60",
            "duration_minutes: -60",
            "duration_minutes: is -60; it should be",
        ),
        (
            THEME,
            "duration_minutes: 60",
            'duration_minutes: "60"',
            'duration_minutes: is "60"; it should be a whole number',
        ),
        (THEME, "version: 2", "version: 2\nversion: 3", "version: is there twice"),
        (THEME, "[emergent, ", "[emergeant, ", 'levels[1]: is "emergeant"; it should be'),
        (THEME, "updated_on: 2026-11-25", "updated_on: 2026-13-25", "updated_on"),
        (THEME, "slug: decouvrabilite", "slug: decouvrabilit", "the slug decouvrabilit differs"),
        (THEME, "reviewers: []", "reviewers: [3]", "reviewers[1]: is 3; it should be text"),
        (THEME, 'title: "', 'title: "\t', "title"),
    ],
)
def test_a_mistake_is_told_with_what_should_be(
    name: str, before: str, after: str, told: str, folder: Path
) -> None:
    text = (folder / name).read_text("utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), "utf-8")
    found = list(problems_of_texts(folder))
    assert any(each.startswith(f"{name}: ") and told in each for each in found), found


def test_a_mail_of_a_region_says_what_nothing_else_in_it_does(tmp_path: Path) -> None:
    wrong = {"emails/texts/privacy.toml": '[erased]\nclosing = "Merci."\n'}
    region = write(region_in(tmp_path), wrong)
    [told] = problems_of_texts(merged_with(region, kept=tmp_path / "kept"))
    assert "erased.closing: has to say {courriel_vie_privee}" in told


def test_a_mistake_in_a_region_is_told_by_the_name_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = write(region_in(tmp_path), {"words.toml": "[maturity]\ndebutant = 3\n"})
    monkeypatch.setenv("REGION", str(region))
    told = list(problems_of_texts(merged_with(region, kept=tmp_path / "kept")))
    assert told == [
        "region/words.toml: maturity.debutant: is 3; it should be text between quotation marks"
    ]


def test_the_levels_that_a_theme_may_have_are_those_that_its_text_has() -> None:
    said = FrontMatter.model_json_schema()["properties"]["levels"]["items"]["enum"]
    assert said == list(LEVELS)


def test_a_consent_that_is_asked_for_no_more_keeps_its_name() -> None:
    said = tomllib.loads((OURS / "words.toml").read_text("utf-8"))
    said["purpose"] |= {"photos": "Paraître en photo", "newslettr": "Recevoir", "films": " "}
    assert list(of_words(said)) == [
        "purpose.newslettr: is not a key; did you mean newsletter?",
        'purpose.films: is " "; it should be text between quotation marks',
    ]
