"""What a value of a file of settings may be; `Empty` is a line that may say nothing."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from babel.localedata import locale_identifiers
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from chalicelib.domain.people.privacy_requests import LONGEST_ANSWER
from chalicelib.domain.sessions.slots import LONGEST_SLOT, SHORTEST_SLOT

MOST = 1_000_000
LONGEST_NAME, LONGEST_TEXT = 200, 3000

UNSEEN = r"\x00-\x1f\x7f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
"""Control characters, and marks that turn lines around, are of no width or begin a file."""

SEEN = rf"[^\r\n{UNSEEN}]"
"""A character of one line."""

INK = rf"[^\s{UNSEEN}]"
"""The same, that one sees."""

PART = r"[^@\s<>(),;:\"]+"
"""Of an address of mail."""

ONE_LINE = rf"^{SEEN}*{INK}{SEEN}*$"
Line = Annotated[str, StringConstraints(min_length=1, pattern=ONE_LINE, max_length=LONGEST_TEXT)]
Name = Annotated[str, StringConstraints(min_length=1, pattern=ONE_LINE, max_length=LONGEST_NAME)]
Empty = Annotated[
    str, StringConstraints(pattern=rf"^({SEEN}*{INK}{SEEN}*)?$", max_length=LONGEST_TEXT)
]
Address = Annotated[str, StringConstraints(pattern=rf"^{PART}@{PART}\.{PART}$")]
Page = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s/?#]\S*)?$")]
Count = Annotated[int, Field(ge=0, le=MOST)]
Some = Annotated[int, Field(ge=1, le=MOST)]
Seconds = Annotated[int, Field(ge=0, le=60)]
Often = Some
Hours = Annotated[int, Field(ge=1, le=30 * 24)]
Days = Annotated[int, Field(ge=1, le=100 * 365)]
Months = Annotated[int, Field(ge=1, le=100 * 12)]
"""How long things may be kept: a hundred years."""
Answer = Annotated[int, Field(ge=2, le=LONGEST_ANSWER.days)]
Years = Annotated[int, Field(ge=0, le=100)]
Age = Annotated[int, Field(ge=1, le=25)]
Length = Annotated[int, Field(ge=SHORTEST_SLOT, le=LONGEST_SLOT)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Shade = Colour | None
FaceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]*$")]
FontFile = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]+\.woff2)?$")]
Drawing = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.svg$")]
Purpose = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
NOWHERE = {"Factory", "localtime"}
"""Zones of the database that are those of a machine, or of none."""
Factor = Annotated[float, Field(ge=0, le=100_000)] | Literal["mean"]


def _zone(name: str) -> str:
    if name not in available_timezones() - NOWHERE:
        raise PydanticCustomError("zone", "a zone of the tz database, as America/Toronto")
    return name


def _language(name: str) -> str:
    language, _, place = name.partition("-")
    known = f"fr_{place}" if place else language
    if language != "fr" or known not in locale_identifiers():
        raise PydanticCustomError("language", "French as it is spoken somewhere, as fr-CA")
    return name


Zone = Annotated[Line, AfterValidator(_zone)]
Language = Annotated[Line, AfterValidator(_language)]


class Table(BaseModel):
    """A table of the file: a key that it does not have is an error, and so is another type."""

    model_config = ConfigDict(extra="forbid", strict=True)
