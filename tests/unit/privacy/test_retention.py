"""Each stored type is in one class of retention; periods never end too early."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.mail.messages import Kind, State
from chalicelib.domain.privacy.classes import CLASS_OF, DATED, HOLDS, class_of, since
from chalicelib.domain.privacy.incidents import Facts, Incident, Risk
from chalicelib.domain.retention import (
    ENDS,
    PURGED,
    Ends,
    Period,
    RetentionClass,
    ensure_lawful,
)
from tests.support.examples import DAY, NOW, PROGRAMME, message, moments, participant

FACTS = Facts("Noms", "Un envoi", "Hier", date(2027, 3, 1), "12", "Faible", "Rappelé")


def test_each_stored_type_is_in_one_class() -> None:
    undeclared = sorted(each.__name__ for each in LAYOUTS.keys() - CLASS_OF.keys())
    assert undeclared == [], "CLASS_OF (domain/privacy/classes.py) does not say how long these stay"
    gone = sorted(each.__name__ for each in CLASS_OF.keys() - LAYOUTS.keys())
    assert gone == [], "CLASS_OF tells of types that are not stored"


def test_each_class_says_how_it_ends_and_the_table_says_the_same() -> None:
    assert set(ENDS) == set(RetentionClass)
    assert set(HOLDS) == set(PURGED) == set(PROGRAMME.retention)
    mortal = {kept for kept, ends in ENDS.items() if ends is Ends.BY_ITSELF}
    expiring = {each for each in LAYOUTS if LAYOUTS[each].index.__name__ in EXPIRING}
    assert {CLASS_OF[each] for each in expiring} | {RetentionClass.IMPORTS} == mortal
    assert {each for each, kept in CLASS_OF.items() if kept in mortal} == expiring


EXPIRING = {"expiring", "answered_to"}
"""What gives an item a time to live, in the layout of the table."""


def test_what_is_dated_is_not_what_is_purged() -> None:
    assert not ({CLASS_OF[each] for each in DATED} & set(PURGED))


@given(moments(), st.integers(0, 120), st.integers(0, 400))
def test_a_period_ends_on_the_same_day_of_its_month_or_on_the_first_of_the_next(
    moment: datetime, months: int, days: int
) -> None:
    if not months and not days:
        return
    month = Period(months=months).after(moment) if months else moment
    assert month.day in (moment.day, 1)
    count = (month.year - moment.year) * 12 + month.month - moment.month
    assert count == months + (month.day != moment.day)
    assert Period(months, days).after(moment) == month + days * DAY


@pytest.mark.parametrize("wrong", [(0, 0), (-1, 0), (1, -1)])
def test_a_period_of_nothing_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="one month or one day"):
        Period(*wrong)


def test_incidents_are_kept_for_as_long_as_the_law_wants() -> None:
    kept = {**PROGRAMME.retention, RetentionClass.INCIDENTS: Period(months=59)}
    with pytest.raises(ValueError, match=r"retention\.incidents_months: should be 60 or more"):
        ensure_lawful(kept, 5)
    assert ensure_lawful(kept, 0) == kept


def test_an_incident_waits_for_its_notices() -> None:
    serious = Incident("ic-i1", Facts(**{**vars(FACTS), "risk": Risk.SERIOUS}), "s7c1")
    assert since(serious) is None
    assert since(Incident("ic-i1", FACTS, "s7c1")) is not None


@pytest.mark.parametrize("state", [State.PENDING, State.CLAIMED, State.UNKNOWN])
def test_a_mail_that_waits_stays(state: State) -> None:
    assert since(message(state=state)) is None


def test_what_remembers_that_somebody_was_invited_once_stays_with_them() -> None:
    assert since(message(Kind.COMMUNITY_INVITATION, state=State.SENT, sent_at=NOW)) is None


def test_who_has_not_proven_an_address_is_in_a_class_of_their_own() -> None:
    assert class_of(participant()) is RetentionClass.PARTICIPANTS
    assert class_of(participant(proven_at=None, consents=())) is RetentionClass.UNPROVEN


def test_a_link_that_anybody_may_ask_for_keeps_nobody_who_is_not_proven() -> None:
    later = NOW + 5 * DAY
    asked = participant(proven_at=None, consents=(), link_sent_at=later)
    assert since(asked) == NOW
    assert since(participant(link_sent_at=later)) == later
