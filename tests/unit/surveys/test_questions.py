"""Choices are kept by their values, whatever their words were or become."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import from_item, to_item
from chalicelib.domain.errors import InvalidFields
from chalicelib.domain.surveys.on_the_spot import EventAnswer
from chalicelib.domain.surveys.surveys import Answers, Survey
from chalicelib.web.http.parsing import parse_fields
from chalicelib.web.surveys import views
from chalicelib.web.surveys.models import AnswersBody, SurveyBody

NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
REQUIRED = {"satisfaction": 5, "shared": True}


def answers(**given: Any) -> Answers:
    return parse_fields(SurveyBody, {"answers": {**REQUIRED, **given}}).answers.answers()


def test_a_survey_takes_each_answer_that_is_kept_and_no_other() -> None:
    kept, taken = {each.name for each in fields(Answers)}, set(AnswersBody.model_fields)
    assert not (kept - taken), f"AnswersBody of web/surveys/models.py has no {kept - taken}"
    assert not (taken - kept), f"Answers of domain/surveys/surveys.py has no {taken - kept}"


def test_a_choice_is_asked_with_its_value_and_its_label() -> None:
    asked = views.survey(Survey("s1", "decouvrabilite", NOW))["questions"]
    choices = {each["name"]: each.get("choices", []) for each in asked}
    axes = [choice["value"] for choice in choices["best_axis"]]
    assert axes == ["session", "document", "meeting", "conference", "community"]
    assert {"value": "in_conversation", "label": "De vive voix"} in choices["how"]


def test_a_choice_is_answered_by_its_value() -> None:
    given = answers(how=["in_conversation", "other"], best_axis="conference")
    assert (given.how, given.best_axis) == (("in_conversation", "other"), "conference")
    assert answers(best_axis=None).best_axis == answers(best_axis="").best_axis == ""


def test_the_sentence_that_a_page_sent_before_choices_had_values_is_taken_for_its_value() -> None:
    given = answers(how=["De vive voix", "online"], best_axis="La communauté en ligne")
    assert (given.how, given.best_axis) == (("in_conversation", "online"), "community")


@pytest.mark.parametrize("wrong", [{"best_axis": "Autre chose"}, {"how": ["Autre chose"]}])
def test_what_is_no_choice_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidFields) as failure:
        answers(**wrong)
    assert [error.code for error in failure.value.errors] == ["invalid_choice"]


def test_answers_stored_as_sentences_are_read_and_stand_for_their_values() -> None:
    said = Answers(5, True, how=("De vive voix",), best_axis="La rencontre individuelle")
    found = from_item(to_item(EventAnswer("e1-b1", said, NOW))).answers
    assert found == said
    asked = wiring.questionnaire()
    assert asked.value("best_axis", found.best_axis) == "session"
    assert [asked.value("how", each) for each in found.how] == ["in_conversation"]


@pytest.mark.parametrize("name", ["session", "on_the_spot"])
def test_nothing_is_asked_of_what_a_region_does_not_have(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No community, and nobody who agrees to a testimonial that is published."""
    programme = wiring.programme()
    consents = tuple(each for each in programme.consents if each.purpose == "program")
    without = replace(programme, community_url="", consents=consents)
    monkeypatch.setattr(wiring, "programme", lambda: without)
    asked = views.asked_here(getattr(wiring.questionnaire(), name))
    assert "testimonial" not in {each.name for each in asked}
    [axis] = [each for each in asked if each.name == "best_axis"]
    assert list(axis.choices or {}) == ["session", "document", "meeting", "conference"]
