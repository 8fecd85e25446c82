"""Reads `templates/programme.toml`, and makes the programme of it and of what admins set."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from ...domain.adjusting.adjustments import defaults_of
from ...domain.adjusting.fields import SCHEMA, Kind, Values
from ...domain.limits.budgets import Limit
from ...domain.limits.limits import Limits
from ...domain.programme import (
    EVENT,
    ConsentText,
    Hosting,
    Law,
    PaperSize,
    Programme,
    ReachFactors,
    Room,
    RunningEdition,
    UsualTool,
    Words,
)
from ...domain.retention import PURGED, Period, Periods, RetentionClass, ensure_lawful
from ...domain.sleep import Sleep
from .look_file import appearance_of

NO_VALUES: Values = {}


def read_file(path: Path) -> dict[str, Any]:
    """Return what the file says; a test checks it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def defaults_in(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the file that admins may change, by key.

    Raises KeyError naming what is missing, InvalidFields for what may not be.
    """
    return defaults_of({key: _plain(_within(told, key)) for key in SCHEMA})


def read_programme(path: Path) -> Programme:
    """Return the programme as the file has it. Raises as `defaults_in` and `programme_of` do."""
    told = read_file(path)
    defaults_in(told)
    return programme_of(told)


def _within(told: Mapping[str, Any], key: str) -> Any:
    for part in key.split("."):
        told = told[part]
    return told


def _plain(value: Any) -> Any:
    """Return a day or an hour of the file as JSON has it."""
    return value.isoformat() if isinstance(value, date | time) else value


def _with(told: Mapping[str, Any], values: Values) -> dict[str, Any]:
    """Return the file with other values of what admins may change."""
    data: dict[str, Any] = deepcopy(dict(told))
    for key, value in values.items():
        *way, last = key.split(".")
        place = data
        for part in way:
            place = place[part]
        place[last] = _typed(SCHEMA[key].kind, value)
    return data


def _typed(kind: Kind, value: Any) -> Any:
    match kind:
        case Kind.DAY:
            return date.fromisoformat(value)
        case Kind.HOUR:
            return time.fromisoformat(value)
    return value


def programme_of(told: Mapping[str, Any], values: Values = NO_VALUES) -> Programme:
    """Return the programme: what the file says, with these values in place of its own.

    Raises KeyError or TypeError naming what is missing, ValueError for an unknown size of paper.
    """
    data = _with(told, values)
    delays, mail, consents = data.pop("delays"), data.pop("mail"), data.pop("consents")
    event_consent, paper = data.pop("event_consent"), PaperSize.named(data.pop("paper"))
    sleep, edition = data.pop("sleep"), _edition(data.pop("edition"))
    words, law, hosting = data.pop("words"), Law(**data.pop("law")), data.pop("hosting")
    limits, retention = _limits(data.pop("limits")), _periods(data.pop("retention"), law)
    rooms, tools, look = data.pop("rooms"), data.pop("tools"), appearance_of(data.pop("look"))
    left_out = tuple(data.pop("themes", {}).get("leave_out", ()))
    retired = tuple(dict.fromkeys((*data.pop("retired_themes"), *left_out)))
    return Programme(
        **data,
        retired_themes=retired,
        left_out_themes=left_out,
        words=Words(**words),
        law=law,
        hosting=Hosting(**hosting),
        rooms=tuple(Room(**room) for room in rooms),
        tools=tuple(UsualTool(**tool) for tool in tools),
        edition=edition,
        paper=paper,
        look=look,
        limits=limits,
        retention=retention,
        sender_name=mail["sender_name"],
        mails_per_day=mail["per_person_and_day"],
        roundup_at=mail["roundup_at"],
        community_texts_with_summaries=tuple(mail["community_texts_with_summaries"]),
        booking_notice=timedelta(hours=delays["booking_notice_hours"]),
        cancel_deadline=timedelta(hours=delays["cancel_deadline_hours"]),
        undo_within=timedelta(minutes=delays["undo_minutes"]),
        held_for=timedelta(seconds=delays["undo_seconds"]),
        reminders_before=tuple(timedelta(hours=h) for h in delays["reminder_hours_before"]),
        survey_after=tuple(timedelta(days=d) for d in delays["survey_days_after"]),
        unproven_call_after=timedelta(days=delays["unproven_call_days"]),
        unbooked_call_after=timedelta(days=delays["unbooked_call_days"]),
        survey_call_after=timedelta(days=delays["survey_call_days"]),
        link_resend_after=timedelta(minutes=delays["link_resend_minutes"]),
        event_reminders_before=tuple(
            timedelta(hours=h) for h in delays["event_reminder_hours_before"]
        ),
        event_link_before=timedelta(hours=delays["event_link_hours_before"]),
        unproven_seat=timedelta(minutes=delays["unproven_seat_minutes"]),
        offers_within=timedelta(hours=delays["offer_hours_before"]),
        shortest_offer=timedelta(minutes=delays["shortest_offer_minutes"]),
        sleep=Sleep(sleep["begins"], sleep["ends"], data.get("zone", "")),
        check_in_before=timedelta(minutes=delays["check_in_minutes_before"]),
        join_before=timedelta(minutes=delays["join_minutes_before"]),
        consents=tuple(ConsentText(**consent) for consent in consents),
        event_consent=ConsentText(EVENT, required=True, **event_consent),
    )


def _limits(table: Mapping[str, int]) -> Limits:
    """Read the limits of forms and mails; an hour's worth may come at once, but of sign-ins."""
    hour, day = timedelta(hours=1), timedelta(days=1)

    def hourly(name: str) -> Limit:
        return Limit(table[name], hour, at_once=table[name])

    sign_ins, by_form = table["sign_in_mails_per_hour"], table["mails_by_form_per_day"]
    return Limits(
        network=hourly("network_per_hour"),
        address=hourly("address_per_hour"),
        everywhere=hourly("everywhere_per_hour"),
        first_mail_every=timedelta(hours=table["first_mail_hours"]),
        first_mails=table["first_mails_in_30_days"],
        first_mails_in_all=hourly("first_mails_per_hour"),
        by_form=Limit(by_form, day, at_once=by_form),
        sign_ins=Limit(sign_ins, hour, at_once=min(sign_ins, 2)),
        shortest_form=timedelta(seconds=table["shortest_form_seconds"]),
        unproven_events=table["unproven_events"],
    )


def _periods(table: Mapping[str, int], law: Law) -> Periods:
    """Read how long each class that is purged is kept."""
    found = {RetentionClass.UNPROVEN: Period(days=table["unproven_days"])}
    for each in PURGED:
        if each not in found:
            found[each] = Period(months=table[f"{each}_months"])
    return ensure_lawful(found, law.incident_years)


def _edition(table: Mapping[str, Any]) -> RunningEdition:
    factors = {name: str(factor) for name, factor in table["reach"].items()}
    return RunningEdition(**{**table, "reach": ReachFactors(**factors)})
