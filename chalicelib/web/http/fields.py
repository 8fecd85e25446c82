"""The types of the API's fields: what each text, address, moment may be (pydantic)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    AwareDatetime,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from ...domain import addresses, texts

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _rule(rule: Callable[[str], str], limit: int, required: bool = False) -> AfterValidator:
    """Clean a text by a rule of the domain, then allow at most `limit` characters."""

    def check(value: str) -> str:
        if len(value) > 4 * limit:  # refuse at once what no cleaning would shorten enough
            raise PydanticCustomError("too_long", "too long", {"limit": limit})
        try:
            value = rule(value)
        except texts.BadText as bad:
            context = {"place": bad.place, "cause": bad.cause}
            raise PydanticCustomError(bad.code, "bad text", context) from None
        if required and not value:
            raise PydanticCustomError("required", "required")
        if len(value) > limit:
            raise PydanticCustomError("too_long", "too long", {"limit": limit})
        return value

    return AfterValidator(check)


def _schema(limit: int, shortest: int = 0, **more: Any) -> Any:
    """State the bounds for OpenAPI; `_rule` checks them after cleaning."""
    least = {"minLength": shortest} if shortest else {}
    return Field(json_schema_extra={"maxLength": limit, **least, **more})


def _email(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        address = texts.address(value[: addresses.LONGEST])
    except texts.BadText as bad:
        raise _no_address(addresses.SIGN, bad.place) from None
    try:
        checked = validate_email(
            address, check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        raise _no_address(*addresses.cause(address)) from None
    return checked.ascii_email or checked.normalized


def _no_address(cause: str, place: tuple[int, int] | None) -> PydanticCustomError:
    context = {"place": place, "cause": cause}
    return PydanticCustomError("invalid_email", "invalid address", context)


def _theme(value: str, info: ValidationInfo) -> str:
    if value not in (info.context or {}).get("themes", ()):
        raise PydanticCustomError("unknown_theme", "unknown theme")
    return value


def _on_offer(value: str, info: ValidationInfo) -> str:
    if value in (info.context or {}).get("retired", ()):
        raise PydanticCustomError("theme_retired", "retired theme")
    return _theme(value, info)


_WRITTEN = re.compile(r"https?://[!-\[\]-~]+", re.IGNORECASE)


def _url(value: str) -> str:
    """Return an address as written or, where a browser would have to correct it, as corrected."""
    try:
        value = texts.one_line(value)
        address = TypeAdapter(AnyHttpUrl).validate_python(value) if value else ""
    except ValueError:
        raise PydanticCustomError("invalid_url", "invalid address") from None
    return value if _WRITTEN.fullmatch(value) else str(address)


def _some_url(value: str) -> str:
    address = _url(value)
    if not address:
        raise PydanticCustomError("required", "required")
    return address


def _moment(value: datetime) -> datetime:
    if not EARLIEST <= value <= LATEST:
        raise PydanticCustomError("invalid_datetime", "out of range")
    return value.astimezone(UTC)


def _day(value: Any) -> date:
    """Take an ISO 8601 date alone: pydantic would take a text that is a number of seconds, too."""
    try:
        day = date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise PydanticCustomError("invalid_date", "no day") from None
    if not EARLIEST.date() <= day <= LATEST.date():
        raise PydanticCustomError("invalid_date", "out of range")
    return day


def _to_the_second(value: datetime) -> datetime:
    """Drop fractions of a second, as the table does: sent again, the value is no change."""
    return value.replace(microsecond=0)


def _iso(value: Any) -> Any:
    """Refuse what is not ISO 8601: pydantic would take a text that is a number of seconds."""
    if not isinstance(value, str) or "T" not in value.upper():
        raise PydanticCustomError("invalid_datetime", "not ISO 8601")
    return value


def _agreed(value: bool) -> bool:
    if not value:
        raise PydanticCustomError("consent_required", "must be true")
    return value


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


_OR_NULL: Any = {"type": ["string", "null"]}
_empty = BeforeValidator(lambda value: "" if value is None else value)
"""Takes null for an empty text: the schema of its field is `_OR_NULL`."""

_DIGITS = [{"const": ""}, {"pattern": "^([^0-9]*[0-9]){7,25}[^0-9]*$"}]

Name = Annotated[str, _rule(texts.name, 80, required=True), _schema(80, 1)]
OptionalName = Annotated[str, _rule(texts.name, 80), _schema(80, **_OR_NULL), _empty]
Label = Annotated[str, _rule(texts.one_line, 200, required=True), _schema(200, 1)]
Subject = Annotated[str, _rule(texts.one_line, 120, required=True), _schema(120, 1)]
Sentence = Annotated[str, _rule(texts.one_line, 500, required=True), _schema(500, 1)]
Line = Annotated[str, _rule(texts.one_line, 150), _schema(150, **_OR_NULL), _empty]
ShortLine = Annotated[str, _rule(texts.one_line, 80), _schema(80, **_OR_NULL), _empty]
Phone = Annotated[str, _rule(texts.telephone, 80), _schema(80, **_OR_NULL, anyOf=_DIGITS), _empty]
Remark = Annotated[str, _rule(texts.paragraphs, 1000), _schema(1000, **_OR_NULL), _empty]
Paragraphs = Annotated[str, _rule(texts.paragraphs, 4000), _schema(4000, **_OR_NULL), _empty]
Notes = Annotated[str, _rule(texts.notes, 10000), _schema(10000, **_OR_NULL), _empty]
SomeNotes = Annotated[str, _rule(texts.notes, 10000, required=True), _schema(10000, 1), _empty]
Words = Annotated[str, _rule(texts.notes, 2000), _schema(2000, **_OR_NULL), _empty]
Identifier = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9-]+$")]
Email = Annotated[str, AfterValidator(_email), Field(json_schema_extra={"format": "email"})]
MaybeEmail = Annotated[Email | None, BeforeValidator(lambda value: None if value == "" else value)]
"""Takes an empty text for no address."""
Theme = Annotated[str, AfterValidator(_theme)]
Themes = Annotated[list[Theme], Field(max_length=20), AfterValidator(_unique)]
SomeThemes = Annotated[list[Theme], Field(min_length=1, max_length=20), AfterValidator(_unique)]
OfferedTheme = Annotated[str, AfterValidator(_on_offer)]
OfferedThemes = Annotated[list[OfferedTheme], Field(max_length=20), AfterValidator(_unique)]
SomeOfferedThemes = Annotated[
    list[OfferedTheme], Field(min_length=1, max_length=20), AfterValidator(_unique)
]
Url = Annotated[
    str, Field(max_length=2000, json_schema_extra=_OR_NULL), AfterValidator(_url), _empty
]
SomeUrl = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_some_url)]
Moment = Annotated[
    AwareDatetime, Field(strict=False), AfterValidator(_moment), BeforeValidator(_iso)
]
Day = Annotated[date, BeforeValidator(_day)]
Second = Annotated[Moment, AfterValidator(_to_the_second)]
Agreed = Annotated[bool, AfterValidator(_agreed), Field(json_schema_extra={"const": True})]
