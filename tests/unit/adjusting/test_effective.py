"""Whatever was stored, what holds is right; what was set right holds."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import wiring
from chalicelib.domain.adjusting.adjustments import (
    Adjusted,
    Adjustments,
    SettingsChanged,
    as_written,
    defaults_of,
    effective,
)
from chalicelib.domain.adjusting.checking import checked, wrong_together
from chalicelib.domain.adjusting.fields import SCHEMA, Kind
from chalicelib.domain.errors import InvalidFields
from tests.support.examples import NOW

DEFAULTS = wiring.adjusted().defaults
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NUMBERS = [key for key, field in SCHEMA.items() if field.kind is Kind.COUNT]
DAYS = st.dates().map(str)


def adjustments(values: dict[str, str]) -> Adjustments:
    held = (Adjusted(key, value, "s1", NOW, 1) for key, value in values.items())
    return Adjustments("adjustments", tuple(held), 1)


@given(
    st.dictionaries(
        st.sampled_from([*SCHEMA]) | st.text(max_size=10),
        ANYTHING.map(json.dumps) | st.text(max_size=20) | DAYS.map(json.dumps),
    )
)
def test_whatever_was_stored_what_holds_may_be(stored: dict[str, str]) -> None:
    found = effective(DEFAULTS, adjustments(stored))
    assert defaults_of(found.values) == found.values
    for key in found.refused:
        assert found.values.get(key) == DEFAULTS.get(key)
    kept = {key for key, value in stored.items() if value and key not in found.refused}
    assert {key for key in SCHEMA if found.values[key] != DEFAULTS[key]} <= kept


@given(st.dictionaries(st.sampled_from(NUMBERS), st.integers(-5, 100_005)))
def test_what_was_set_within_its_bounds_holds(numbers: dict[str, int]) -> None:
    stored: dict[str, str] = {}
    for key, number in numbers.items():
        field = SCHEMA[key]
        if field.least <= number <= field.most:
            stored[key] = as_written(key, number, DEFAULTS)
        else:
            with pytest.raises(InvalidFields):
                as_written(key, number, DEFAULTS)
    found = effective(DEFAULTS, adjustments(stored))
    together = {**DEFAULTS, **{key: numbers[key] for key in stored}}
    if not [*wrong_together(together)]:
        assert found.values == together


@given(st.sampled_from([*SCHEMA]), ANYTHING)
def test_what_is_refused_names_its_setting_and_what_is_taken_is_taken_again(
    key: str, value: Any
) -> None:
    found, wrong = outcome(key, value)
    assert all(field == key or field.startswith(f"{key}.") for field in wrong)
    if not wrong:
        assert outcome(key, json.loads(json.dumps(found))) == (found, [])


def outcome(key: str, value: Any) -> tuple[Any, list[str]]:
    try:
        return checked(key, value), []
    except InvalidFields as failure:
        return None, [error.field for error in failure.errors]


@pytest.mark.parametrize("key", SCHEMA)
def test_what_the_file_says_is_its_own_default(key: str) -> None:
    assert as_written(key, DEFAULTS[key], DEFAULTS) == ""


def test_numbers_are_kept_in_their_order() -> None:
    assert checked("delays.reminder_hours_before", [2, 48, 2]) == [48, 2]
    assert checked("delays.survey_days_after", [14, 2, 7]) == [2, 7, 14]


def test_a_room_has_a_name_of_its_own() -> None:
    rooms = [{"name": "Salle A", "seats": 12}, {"name": "salle a"}]
    with pytest.raises(InvalidFields) as told:
        checked("rooms", rooms)
    assert [(each.field, each.code) for each in told.value.errors] == [
        ("rooms.1.name", "named_twice")
    ]


def test_only_the_same_setting_set_otherwise_is_in_the_way() -> None:
    held, _ = adjustments({"rooms": "[]"}).changed({"open_bookings_per_person": "5"}, "s1", NOW)
    held.ensure_unchanged_since(1, {"rooms": "[1]"})
    held.ensure_unchanged_since(1, {"open_bookings_per_person": "5"})
    with pytest.raises(SettingsChanged):
        held.ensure_unchanged_since(1, {"open_bookings_per_person": ""})
