"""Reads `templates/programme.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from ...domain.programme import (
    EVENT,
    ConsentText,
    PaperSize,
    Programme,
    ReachFactors,
    RunningEdition,
)
from ...domain.sleep import Sleep


def read_programme(path: Path) -> Programme:
    """Read the programme; a test checks the file.

    Raises KeyError or TypeError naming what is missing, ValueError for an unknown size of paper.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    delays, mail, consents = data.pop("delays"), data.pop("mail"), data.pop("consents")
    event_consent, paper = data.pop("event_consent"), PaperSize.named(data.pop("paper"))
    sleep, edition = data.pop("sleep"), _edition(data.pop("edition"))
    return Programme(
        **data,
        edition=edition,
        paper=paper,
        sender_name=mail["sender_name"],
        mails_per_day=mail["per_person_and_day"],
        roundup_at=mail["roundup_at"],
        booking_notice=timedelta(hours=delays["booking_notice_hours"]),
        cancel_deadline=timedelta(hours=delays["cancel_deadline_hours"]),
        undo_within=timedelta(minutes=delays["undo_minutes"]),
        reminders_before=tuple(timedelta(hours=h) for h in delays["reminder_hours_before"]),
        survey_after=tuple(timedelta(days=d) for d in delays["survey_days_after"]),
        link_resend_after=timedelta(minutes=delays["link_resend_minutes"]),
        event_reminders_before=tuple(
            timedelta(hours=h) for h in delays["event_reminder_hours_before"]
        ),
        event_link_before=timedelta(hours=delays["event_link_hours_before"]),
        offers_within=timedelta(hours=delays["offer_hours_before"]),
        shortest_offer=timedelta(minutes=delays["shortest_offer_minutes"]),
        sleep=Sleep(sleep["begins"], sleep["ends"], data.get("zone", "")),
        check_in_before=timedelta(minutes=delays["check_in_minutes_before"]),
        join_before=timedelta(minutes=delays["join_minutes_before"]),
        consents=tuple(ConsentText(**consent) for consent in consents),
        event_consent=ConsentText(EVENT, required=True, **event_consent),
    )


def _edition(table: Mapping[str, Any]) -> RunningEdition:
    factors = {name: str(factor) for name, factor in table["reach"].items()}
    return RunningEdition(**{**table, "reach": ReachFactors(**factors)})
