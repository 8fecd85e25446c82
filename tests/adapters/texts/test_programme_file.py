import tomllib
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.domain.appearance import FOLLOWS, FOLLOWS_IN_THE_DARK, MAIN
from chalicelib.domain.programme import PaperSize
from chalicelib.settings import TEMPLATES
from chalicelib.web.http.consents import ConsentsBody
from chalicelib.web.people.models import ConsentChangesBody

PATH = TEMPLATES / "programme.toml"
PROGRAMME = read_programme(PATH)
TEXT = f"\n{PATH.read_text('utf-8')}"
SETTINGS = [
    line.partition(" =")[0]
    for line in TEXT.splitlines()
    if " = " in line and not line.startswith("required")
]
UNSAID = {"logo", *FOLLOWS, *FOLLOWS_IN_THE_DARK} - {*MAIN}
"""Colours that are made of others where they are not said."""


def changed(folder: Path, before: str, after: str) -> Path:
    assert before in TEXT
    path = folder / "programme.toml"
    path.write_text(TEXT.replace(before, after), "utf-8")
    return path


def test_the_delays_are_those_of_the_file() -> None:
    delays = tomllib.loads(TEXT)["delays"]
    hours, days = timedelta(hours=1), timedelta(days=1)
    assert PROGRAMME.cancel_deadline == delays["cancel_deadline_hours"] * hours
    assert PROGRAMME.reminders_before == tuple(h * hours for h in delays["reminder_hours_before"])
    assert PROGRAMME.survey_after == tuple(d * days for d in delays["survey_days_after"])
    assert PROGRAMME.unproven_call_after == delays["unproven_call_days"] * days
    assert PROGRAMME.unbooked_call_after == delays["unbooked_call_days"] * days
    assert PROGRAMME.survey_call_after == delays["survey_call_days"] * days
    hours_before = delays["event_reminder_hours_before"]
    assert PROGRAMME.event_reminders_before == tuple(h * hours for h in hours_before)
    assert PROGRAMME.event_link_before == delays["event_link_hours_before"] * hours
    assert PROGRAMME.offers_within == delays["offer_hours_before"] * hours
    assert PROGRAMME.unproven_seat == timedelta(minutes=delays["unproven_seat_minutes"])
    assert PROGRAMME.shortest_offer == timedelta(minutes=delays["shortest_offer_minutes"])
    assert PROGRAMME.link_resend_after == timedelta(minutes=delays["link_resend_minutes"])


def test_the_delays_make_sense() -> None:
    nothing = timedelta()
    assert min(PROGRAMME.reminders_before) > nothing
    assert len(set(PROGRAMME.reminders_before)) == len(PROGRAMME.reminders_before)
    assert list(PROGRAMME.survey_after) == sorted(set(PROGRAMME.survey_after))
    assert min(PROGRAMME.survey_after) > nothing
    assert PROGRAMME.cancel_deadline >= nothing
    assert PROGRAMME.mails_per_day > 0


def test_the_zone_exists() -> None:
    assert ZoneInfo(PROGRAMME.zone).key == "America/Toronto"


def test_each_consent_has_one_text_and_the_forms_know_each_of_them() -> None:
    purposes = [text.purpose for text in PROGRAMME.consents]
    assert len(set(purposes)) == len(purposes)
    for body in (ConsentsBody, ConsentChangesBody):
        assert set(body.model_json_schema()["properties"]) == set(purposes)


def test_taking_part_is_the_one_consent_that_is_required() -> None:
    assert [text.purpose for text in PROGRAMME.consents if text.required] == ["program"]


def test_every_text_of_the_programme_says_something() -> None:
    texts = [value for value in vars(PROGRAMME).values() if isinstance(value, str)]
    texts += [part for text in PROGRAMME.consents for part in (text.text, text.version)]
    assert all(text.strip() == text != "" for text in texts)


@pytest.mark.parametrize("setting", sorted({*SETTINGS} - UNSAID))
def test_a_setting_that_is_missing_is_an_error_that_names_it(tmp_path: Path, setting: str) -> None:
    path = changed(tmp_path, f"\n{setting} = ", f"\n# {setting} = ")
    with pytest.raises((KeyError, TypeError), match=setting):
        read_programme(path)


def test_a_setting_that_is_misspelt_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="zonne"):
        read_programme(changed(tmp_path, "\nzone = ", "\nzonne = "))


def test_documents_are_on_letter_or_a4_and_no_other_paper(tmp_path: Path) -> None:
    assert PROGRAMME.paper is PaperSize.LETTER
    assert read_programme(changed(tmp_path, '"letter"', '"a4"')).paper is PaperSize.A4
    with pytest.raises(ValueError, match=r"paper = 'legal': it is one of letter, a4"):
        read_programme(changed(tmp_path, '"letter"', '"legal"'))


def test_a_programme_may_choose_no_reminder_and_no_survey(tmp_path: Path) -> None:
    path = changed(tmp_path, "[48, 2]", "[]")
    path.write_text(path.read_text("utf-8").replace("[2, 7, 14]", "[]"), "utf-8")
    programme = read_programme(path)
    assert (programme.reminders_before, programme.survey_after) == ((), ())
