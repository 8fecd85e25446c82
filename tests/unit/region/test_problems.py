"""Each mistake in a region's settings is told by its key, with what is there and should be."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.appearance import FOLLOWS, FOLLOWS_IN_THE_DARK
from chalicelib.settings import TEMPLATES
from infra.region.checking import WrongSettings, ensure_settings
from infra.region.places import OURS
from infra.region.problems import problems, problems_in

PATH = TEMPLATES / "programme.toml"
SAID = tomllib.loads(PATH.read_text(encoding="utf-8"))
UNSAID = {
    "consents[1].required",
    "look.dark",
    "look.logo",
    *(f"look.{name}" for name in FOLLOWS),
    *(f"look.dark.{name}" for name in FOLLOWS_IN_THE_DARK),
}
"""What need not be there."""

Way = tuple[str | int, ...]


def keys(said: Any, way: Way = ()) -> Iterator[Way]:
    """Each table and key; of a list of tables, those of the first."""
    for name, value in said.items():
        yield (*way, name)
        if isinstance(value, dict):
            yield from keys(value, (*way, name))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from keys(value[0], (*way, name, 0))


def named(way: Way) -> str:
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in way).lstrip(".")


KEYS = {named(way): way for way in keys(SAID)}


def changed(way: Way, change: Any) -> list[str]:
    """What is told of the settings once a table has changed: `change(table, key)`."""
    said = deepcopy(SAID)
    table: Any = said
    for part in way[:-1]:
        table = table[part]
    change(table, way[-1])
    return list(problems_in(said))


def test_a_key_of_the_top_within_a_table_is_told_where_it_belongs() -> None:
    said = deepcopy(SAID)
    said["event_consent"]["paper"] = said.pop("paper")
    told = list(problems_in(said))
    expected = (
        "event_consent.paper: is not a key of this table; put its line above the first [table]"
    )
    assert expected in told


def test_ours_are_right() -> None:
    assert list(problems(OURS / "programme.toml")) == []


@pytest.mark.parametrize("key", [key for key in KEYS if key not in UNSAID])
def test_a_key_that_is_missing_is_named(key: str) -> None:
    assert f"{key}: is missing" in changed(KEYS[key], lambda table, name: table.pop(name))


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_another_type_is_named_with_what_should_be(key: str) -> None:
    def other(table: Any, name: Any) -> None:
        table[name] = [1] if isinstance(table[name], str | bool) else "sept"

    [told] = changed(KEYS[key], other)
    assert told.startswith(f"{key}: is ")
    assert "it should be " in told


@pytest.mark.parametrize("key", KEYS)
def test_a_misspelt_key_is_named_with_the_one_that_was_meant(key: str) -> None:
    wrong = f"{KEYS[key][-1]}s_"

    def misspell(table: Any, name: Any) -> None:
        table[wrong] = table.pop(name)

    told = changed(KEYS[key], misspell)
    assert any(f"{wrong}: is not a key; did you mean {KEYS[key][-1]}?" in each for each in told)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("zone", "America/Toronot", "zone of the tz database"),
        ("look.logo", "soleil.png", "an .svg of static/"),
        ("look.primary", "teal", "a colour, as #0f4c5c"),
        ("look.dark.text", "#FFF", "a colour, as #0f4c5c"),
        ("paper", "a5", "'letter' or 'a4'"),
        ("contact_email", "equipe", "an address of mail"),
        ("community_url", "communaute.example.org", "an address of the Web"),
        ("edition.slug", "2026 2027", "a word in small letters"),
        ("edition.ends_on", SAID["edition"]["starts_on"].replace(year=2020), "before"),
        ("edition.reach.sharers", "moyenne", "mean"),
        ("retention.participants_months", 0, "1 or more"),
        ("consents[1].purpose", "newsletter", "twice"),
        ("consents[1].purpose", "photos", "`program`"),
        ("consents[1].purpose", "photos", "consents[1].label: is missing"),
        ("consents[1].purpose", "Mes photos", "a word in small letters and underscores"),
        ("consents[1].purpose", "p" * 41, "40 characters or fewer"),
        ("consents[1].version", "activite-2027", "as those of events did once"),
        ("consents[1].purpose", "surveys", "which the system uses for something else"),
        ("community_url", "", "there is none to invite to"),
        ("consents[1].required", False, "consents[1].required: is false; it should be true"),
        ("delays.reminder_hours_before", [2, 48, 2], "is [2, 48, 2]; it should be [48, 2]"),
        ("contact_email", "<equipe@example.org>", 'contact_email: is "<equipe@example.org>"'),
        ("contact_phone", "12", 'contact_phone: is "12"; it should be a telephone number'),
        ("limits.first_mail_hours", 10**12, "limits.first_mail_hours: is 1000000000000"),
        ("rooms", [{"name": "A"}, {"name": "a"}], 'rooms[2].name: is "a"; it is there twice'),
        (
            "delays.undo_seconds",
            5000,
            "undo_seconds: is 5000; it should be a number from 0 to 900",
        ),
        ("delays.event_reminder_hours_before", [], "should be a list of 1 to 4"),
        ("delays.reminder_hours_before", [1, 2, 3, 4, 5], "should be a list of 0 to 4"),
        ("delays.survey_days_after", [61], "should be numbers from 0 to 60"),
        ("delays.event_link_hours_before", 24, "two mails at one hour"),
        ("sleep.ends", time(20), "makes no night with sleep.begins"),
        ("edition.starts_on", date(1, 1, 1), "should be a day of the years 2000 to 2099"),
        ("edition.funder", "x" * 900, "should be 200 characters or fewer"),
        ("contact_email", "é@example.org", "in letters without accents"),
        (
            "rooms",
            [{"name": "A", "seats": 10**6}],
            "[1].seats: is 1000000; it should be a number",
        ),
        ("retention.participants_months", 10**9, "should be 1,200 or less"),
        ("limits.first_mail_hours", 10**9, "should be 720 or less"),
        ("law.guardian_age", 500, "should be 25 or less"),
        ("edition.reach.sharers", float("inf"), "should be 100,000 or less"),
        ("name", "x" * 201, "should be 200 characters or fewer"),
        ("zone", "localtime", "zone of the tz database"),
        ("language", "frr", "French as it is spoken somewhere"),
        ("language", "fr_CA", "French as it is spoken somewhere"),
    ],
)
def test_a_value_that_cannot_be_is_named(key: str, value: Any, told: str) -> None:
    found = changed(KEYS[key], lambda table, name: table.update({name: value}))
    assert any(told in each for each in found), found


ABSURD: dict[str, Any] = {
    "no number": float("nan"),
    "no end": float("inf"),
    "less than nothing": -1,
    "too much": 10**30,
    "a moment with an offset": datetime(2026, 8, 24, tzinfo=UTC),
    "a list of lists": [["x"]],
    "another table": {"nobody": 1},
    "what no one sees": "a\x00b",
    "what turns a line around": "a\u202eb",
    "spaces": " \u00a0 ",
    "a book": "x" * 5000,
}
"""What no setting is, whatever its type."""


@pytest.mark.parametrize("absurd", ABSURD)
def test_what_no_setting_can_be_is_told_by_its_own_key(absurd: str) -> None:
    silent = []
    for key, way in KEYS.items():
        told = changed(way, lambda table, name: table.update({name: ABSURD[absurd]}))
        if not told or not all(each.startswith(key) for each in told):
            silent.append((key, told))
    assert silent == []


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "programme.toml"
    file.write_text(PATH.read_text("utf-8").replace('"icon.svg"', '"soleil.svg"'), "utf-8")
    assert list(problems(file)) == ["programme.toml: look.logo: soleil.svg is not in static/"]


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    file = tmp_path / "programme.toml"
    file.write_text("name = ", encoding="utf-8")
    with pytest.raises(WrongSettings, match=r"programme\.toml: cannot be read"):
        ensure_settings(tmp_path)


@pytest.mark.parametrize("start", ["infra.local.__main__", "infra.packaging.__main__"])
def test_nothing_begins_with_settings_that_are_wrong(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    wrong = PATH.read_text(encoding="utf-8").replace("undo_minutes", "undo_minute")
    (templates / "programme.toml").write_text(wrong, encoding="utf-8")
    module = import_module(start)
    monkeypatch.setattr(module, "TEMPLATES", templates)
    said = ""
    try:
        assert module.main() == 1
    except SystemExit as ended:
        said = str(ended.code)
    assert "delays.undo_minute: is not a key; did you mean undo_minutes?" in (
        said + capsys.readouterr().err
    )
