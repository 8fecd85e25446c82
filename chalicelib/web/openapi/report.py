"""What `/openapi.json` says of reports."""

from typing import Any

from ...domain.report.report import KINDS, STEPS
from .shapes import (
    DAY,
    INTEGER,
    MOMENT,
    PDF,
    PUBLIC,
    SPREADSHEET,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
    or_null,
)

NUMBER: dict[str, Any] = {"type": "number"}
SHARE = or_null(NUMBER)
RATE = object_of(numerator=INTEGER, denominator=INTEGER, rate=SHARE)
MEAN = object_of(answers=INTEGER, sum=INTEGER, mean=SHARE)


def by(value: dict[str, Any], *always: str) -> dict[str, Any]:
    """Return the shape of a mapping by keys of which some are always there."""
    fixed = object_of(**dict.fromkeys(always, value)) if always else {"type": "object"}
    return {**fixed, "additionalProperties": value}


COUNTS = by(INTEGER)
TABLE = by(COUNTS)
FORMATS = by(INTEGER, "individual", "group")
EVENT = object_of(
    ref=STRING,
    title=STRING,
    kind=STRING,
    starts_at=MOMENT,
    attendances=INTEGER,
    in_person=INTEGER,
    online=INTEGER,
)

REPORT = object_of(
    edition=STRING,
    title=STRING,
    starts_on=DAY,
    ends_on=DAY,
    accompaniments=object_of(
        total=INTEGER,
        by_theme=COUNTS,
        by_format=FORMATS,
        by_month=by(FORMATS),
        by_theme_and_kind=TABLE,
    ),
    people=object_of(
        total=INTEGER,
        target=INTEGER,
        individual=INTEGER,
        group=INTEGER,
        with_several=INTEGER,
        by_kind=by(INTEGER, *KINDS),
        by_maturity=COUNTS,
        by_discipline=COUNTS,
        by_maturity_and_kind=TABLE,
        by_discipline_and_kind=TABLE,
        referred_by_colleague=INTEGER,
    ),
    levels=object_of(before=COUNTS, after=COUNTS, moves=TABLE),
    journey=object_of(**dict.fromkeys(STEPS, INTEGER)),
    events=object_of(
        count=INTEGER,
        attendances=INTEGER,
        people=INTEGER,
        by_kind=by(object_of(count=INTEGER, attendances=INTEGER)),
        list=list_of(EVENT),
    ),
    conversion=object_of(
        accompanied_who_attended=RATE,
        by_kind=by(RATE),
        by_event=list_of(object_of(ref=STRING, **RATE["properties"])),
    ),
    survey=object_of(
        invited=INTEGER,
        answered=INTEGER,
        rate=SHARE,
        others=INTEGER,
        shared=RATE,
        people_reached=MEAN,
        project_planned=RATE,
        concrete_action=RATE,
        satisfaction=MEAN,
        best_axis=COUNTS,
    ),
    reach=object_of(
        direct=INTEGER,
        method=STRING,
        observed=object_of(registered_through_participants=INTEGER),
    ),
    indicators=list_of(object_of(name=STRING, value=NUMBER, source=STRING)),
)


def withheld(shape: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of the same without small groups: numbers may be null, and keys another."""
    if shape in (INTEGER, NUMBER):
        return or_null(shape)
    if "additionalProperties" in shape:
        return {"type": "object", "additionalProperties": withheld(shape["additionalProperties"])}
    if "properties" in shape:
        return object_of(**{name: withheld(each) for name, each in shape["properties"].items()})
    return {**shape, "items": withheld(shape["items"])} if "items" in shape else shape


PUBLIC_REPORT = object_of(
    **withheld(REPORT)["properties"], regrouped_keys=by(list_of(STRING)), as_of=DAY
)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/reports/{edition}", "get_public_report", PUBLIC, None, 200, PUBLIC_REPORT),
    ("get", "/api/v1/staff/report", "get_report", STAFF, None, 200, REPORT),
    ("get", "/api/v1/staff/report.csv", "get_report_csv", STAFF, None, 200, SPREADSHEET),
    ("get", "/api/v1/staff/report.pdf", "get_report_pdf", STAFF, None, 200, PDF),
)

LATER = {"get_report_pdf": ("503",)}
"""What is asked for again when it is ready."""

QUERIES = {route: ("edition",) for _, route, *_ in ROUTES if "/staff/" in route}
