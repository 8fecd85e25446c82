"""What the register of incidents says of each: until when it is kept, whom to tell."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.privacy.incidents import Facts, Incident, Risk
from chalicelib.domain.retention import Period

FACTS = Facts("Noms", "Un envoi", "Hier", date(2027, 3, 1), "12", "Délicat", "Rappelé")


def incident(**facts: object) -> Incident:
    return Incident("ic-i1", replace(FACTS, **facts), "s7c1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("aware", "until"),
    [(date(2027, 3, 1), date(2032, 3, 1)), (date(2028, 2, 29), date(2033, 3, 1))],
)
def test_it_is_kept_for_its_period_from_becoming_aware(aware: date, until: date) -> None:
    assert incident(aware_on=aware).kept_until(Period(months=60)) == until


def test_whom_the_law_wants_told_is_said_until_they_are() -> None:
    assert incident().to_tell == ()
    assert incident(risk=Risk.NOT_SERIOUS).to_tell == ()
    assert incident(risk=Risk.SERIOUS).to_tell == ("commission", "people")
    told = incident(risk=Risk.SERIOUS, commission_told_on=date(2027, 3, 2))
    assert told.to_tell == ("people",)
