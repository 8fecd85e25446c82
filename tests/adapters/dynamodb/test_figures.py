"""Figures of an edition come back as they were written, and can be added to one by one."""

from datetime import date, datetime, timedelta

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.report.facts import EventFacts
from chalicelib.domain.report.figures import Figures, by_group, figures_id
from chalicelib.domain.unreadable import UnreadableItem
from tests.support.examples import edition
from tests.support.injected import Calls

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("system")]

EVENT = EventFacts(
    "R/5 #1", "Découvrabilité", "cohort", ("decouvrabilite",), datetime(2027, 3, 10, 9), "online"
)
COUNTS = {
    "people/total": 3,
    "discipline/arts visuels %2F médiatiques": 2,
    "first/decouvrabilite//": 2,
    "event/R%2F5 #1/attended": 1,
}


def test_figures_come_back_as_they_were_written_in_one_call() -> None:
    wiring.store().write_figures("2026-2027", "1", COUNTS, [EVENT])
    wiring.store().write_figures("2026-2027", "2", {"people/total": 9}, [])
    calls = Calls(wiring.client("dynamodb"), "Query")
    assert wiring.store().figures("2026-2027", "1") == (COUNTS, [EVENT])
    assert calls.count == 1


def test_figures_of_hundreds_of_events_are_written_in_batches() -> None:
    events = [
        EventFacts(f"R{n:03}", "Rencontre", "cohort", (), datetime(2027, 3, 1) + timedelta(days=n))
        for n in range(60)
    ]
    counts = {f"event/{event.ref}/attended": 1 for event in events}
    wiring.store().write_figures("2026-2027", "1", counts, events)
    assert wiring.store().figures("2026-2027", "1") == (counts, events)


def test_a_sum_without_one_of_its_parts_is_not_told() -> None:
    wiring.store().write_figures("2026-2027", "1", COUNTS, [])
    broken = {**to_item(Figures(figures_id("2026-2027", "1", "people"))), "id": {"N": "7"}}
    wiring.client("dynamodb").put_item(TableName=wiring.settings().table, Item=broken)
    with pytest.raises(UnreadableItem):
        wiring.store().figures("2026-2027", "1")


def test_what_is_asked_of_an_edition_without_figures_is_nothing() -> None:
    assert wiring.store().figures("2026-2027", "1") == ({}, [])


def test_editions_are_listed_by_their_first_day() -> None:
    unit = wiring.store().unit()
    unit.add(edition(), edition(id="2021-2022", starts_on=date(2021, 7, 22)))
    unit.commit()
    assert [each.id for each in wiring.store().editions()] == ["2021-2022", "2026-2027"]


def test_counters_are_kept_by_group_and_those_of_many_apart() -> None:
    assert by_group({**COUNTS, "first/marketing/decouvrabilite/2027-03-10T09:00:00": 1}) == {
        "people": {"people/total": 3},
        "discipline": {"discipline/arts visuels %2F médiatiques": 2},
        "first/decouvrabilite/": {"first/decouvrabilite//": 2},
        "first/marketing/decouvrabilite": {"first/marketing/decouvrabilite/2027-03-10T09:00:00": 1},
        "event/R%2F5 #1": {"event/R%2F5 #1/attended": 1},
    }
