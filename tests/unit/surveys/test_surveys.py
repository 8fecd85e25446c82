import pytest

from chalicelib.domain.surveys.surveys import AlreadyAnswered, Answers, Survey

from ...support.examples import BOOKING_ID, DAY, NOW

SURVEY = Survey(BOOKING_ID, "decouvrabilite", NOW)


def test_an_answer_is_kept_with_its_time() -> None:
    answers = Answers(satisfaction=5, shared=True, people_reached=0)
    answered = SURVEY.answered(answers, NOW + DAY)
    assert (answered.answers, answered.answered_at) == (answers, NOW + DAY)
    assert (answered.id, answered.held_at) == (SURVEY.id, SURVEY.held_at)


def test_a_survey_is_answered_once() -> None:
    answered = SURVEY.answered(Answers(5, shared=True), NOW)
    for answers in (Answers(5, shared=True), Answers(1, shared=False)):
        with pytest.raises(AlreadyAnswered):
            answered.answered(answers, NOW + DAY)
