"""In words, what a setting that an admin may change should be: its bounds, or what it fits."""

import re
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.adjusting.checking import FIRST_DAY, LAST_DAY
from chalicelib.domain.adjusting.fields import MOST_SEATS, SCHEMA
from chalicelib.domain.errors import FieldError

from .telling import shown

SHOULD_BE = {
    "invalid_date": f"a day of the years {FIRST_DAY.year} to {LAST_DAY.year}",
    "invalid_email": "an address of mail, in letters without accents",
    "invalid_hour": "an hour and its minutes, as 21:00:00",
    "invalid_phone": "a telephone number, or nothing between the marks",
    "invalid_url": "an address of the Web, https://…, or nothing between the marks",
    "control_character": "one line, without marks that nobody sees",
    "unknown_theme": "slugs of themes, in small letters, digits and hyphens",
    "required": "text, not nothing",
}
"""By the code of an error."""

IS = {
    "ends_before_start": "is before edition.starts_on",
    "longer_than_offers": "is longer than delays.offer_hours_before",
    "named_twice": "is there twice",
    "not_at_night": "makes no night with sleep.begins: 12 hours at most, with 3 o’clock in it",
    "with_a_reminder": "is one of delays.event_reminder_hours_before: two mails at one hour",
}
"""The same, of settings that are wrong beside another."""


def told(error: FieldError, said: Mapping[str, Any]) -> str:
    """Return what is wrong with what is said, by the key as the file has it."""
    key = re.sub(r"\.(\d+)", lambda found: f"[{int(found[1]) + 1}]", error.field)
    there: Any = said
    for part in error.field.split("."):
        there = there[int(part)] if isinstance(there, list) else there.get(part, "")
    wrong = IS.get(error.code) or f"should be {_should_be(error)}"
    return f"{key}: is {shown(there)}; it {wrong}"


def _should_be(error: FieldError) -> str:
    field = SCHEMA.get(error.field)
    if error.code == "out_of_range":
        least, most = (field.least, field.most) if field else (0, MOST_SEATS)
        numbers = "numbers" if field and field.of_numbers else "a number"
        return f"{numbers} from {least:,} to {most:,}"
    if error.code == "too_long":
        return f"{error.limit} characters or fewer"
    if field and error.code in ("too_many", "required") and any(field.values):
        least, most = field.values
        return f"a list of {least} to {most}"
    return SHOULD_BE.get(error.code, f"something else ({error.code})")
