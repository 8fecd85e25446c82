"""The form of an incident, checked by pydantic."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from ...domain.privacy.incidents import Facts, Risk
from ..http.bodies import Body
from ..http.fields import Label, Paragraphs, SomeNotes


def _day(value: Any) -> date | None:
    """Return a day as forms send it, None of nothing."""
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise PydanticCustomError("invalid_date", "no day") from None


def _some_day(value: Any) -> date:
    day = _day(value)
    if day is None:
        raise PydanticCustomError("required", "required")
    return day


Day = Annotated[date | None, BeforeValidator(_day)]
SomeDay = Annotated[date, BeforeValidator(_some_day)]


class IncidentBody(Body):
    """What is known of an incident, in the order of the register."""

    about: ClassVar[str] = "incident"

    information: SomeNotes
    circumstances: SomeNotes
    happened: Label
    aware_on: SomeDay
    people: Label
    risk: Risk = Risk.UNKNOWN
    assessment: SomeNotes
    commission_told_on: Day = None
    people_told_on: Day = None
    public_notice: Paragraphs = ""
    measures: SomeNotes

    def facts(self) -> Facts:
        return Facts(**{name: getattr(self, name) for name in type(self).model_fields})
