"""The survey of one session: read by its own link, answered once."""

from datetime import datetime

from ...domain.errors import InvalidToken
from ...domain.ids import owner_of
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.surveys.surveys import Answers, Survey
from ..callers import acting
from ..ports import Records
from ..retrying import decided_afresh


def read_survey(survey_id: str, epoch: int, *, store: Records) -> Survey:
    """Return a survey. Raises InvalidToken if the link was revoked or the survey is gone."""
    survey, participant = store.load((Survey, survey_id), (Participant, owner_of(survey_id)))
    recognise(Caller(owner_of(survey_id), epoch), participant)
    return _there(survey)


@decided_afresh
def answer_survey(
    survey_id: str,
    epoch: int,
    answers: Answers,
    once: Once[Survey],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Survey:
    """Write the answers. Raises InvalidToken, AlreadyAnswered, Replay, KeyReused."""
    survey, participant, receipt = store.load(
        (Survey, survey_id),
        (Participant, owner_of(survey_id)),
        (Receipt, once.id),
    )
    once.check(receipt)
    acting(Caller(owner_of(survey_id), epoch, acts_at=now), participant, store, programme)
    answered = _there(survey).answered(answers, now)
    unit = store.unit()
    unit.save(answered)
    unit.add(*once.receipts(answered, now))
    unit.commit()
    return answered


def _there(survey: Survey | None) -> Survey:
    if survey is None:
        raise InvalidToken
    return survey
