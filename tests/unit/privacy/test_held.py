"""Nothing that is held about somebody is left out of what they are given, but for a reason."""

from dataclasses import fields
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.privacy.store import WHOSE, Whose
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import PROFILE_FIELDS, Participant
from chalicelib.domain.privacy.held import PARTS, records
from chalicelib.domain.privacy.withheld import WITHHELD, WORKINGS
from tests.support.examples import NOW, participant

ABOUT_PEOPLE = [kind for kind, whose in WHOSE.items() if whose not in (Whose.TEAM, Whose.NOBODY)]


@pytest.mark.parametrize("kind", ABOUT_PEOPLE, ids=lambda kind: kind.__name__)
def test_each_field_that_is_held_is_given_or_its_reason_is_said(kind: type[Any]) -> None:
    if kind in WITHHELD:
        return
    mine = [part for part in PARTS if part.holds is kind]
    told = {path.partition(".")[0] for part in mine for path in part.fields}
    told |= {part.each or part.at for part in mine}
    missing = {f.name for f in fields(kind)} - told - WORKINGS.keys() - {"id"}
    assert not missing, (
        f"{kind.__name__}.{sorted(missing)} is held about people and given to nobody: "
        "domain/privacy/held.py names it in PARTS, or withheld.py says why not"
    )


def test_each_answer_of_a_profile_and_of_a_consent_is_given() -> None:
    profile = next(part for part in PARTS if part.name == "profile").fields
    assert {f"profile.{name}" for name in PROFILE_FIELDS} <= set(profile)
    said = {f.name for f in fields(Consent)}
    for part in PARTS:
        if part.each == "consents":
            assert set(part.fields) == said, f"{part.holds.__name__}: {said ^ set(part.fields)}"


def test_each_word_of_a_part_is_of_a_field_that_exists() -> None:
    for part in PARTS:
        held = {f.name for f in fields(part.holds)} | set(dir(part.holds))
        unknown = {path.partition(".")[0] for path in part.fields if not part.each} - held
        assert not unknown, f"{part.name}: {part.holds.__name__} has no {sorted(unknown)}"


def test_of_one_name_all_parts_have_one_origin_and_one_source() -> None:
    marks = {(part.name, part.origin, part.source) for part in PARTS}
    assert len(marks) == len({part.name for part in PARTS})


def test_each_consent_is_a_record_of_its_own_with_its_time() -> None:
    consents = next(part for part in PARTS if part.holds is Participant and part.each)
    given = (
        Consent("program", True, "2026-11", NOW),
        Consent("newsletter", False, "2026-11", NOW),
    )
    told = list(records(consents, participant(consents=given)))
    assert [(each.fields["purpose"], each.at) for each in told] == [
        ("program", NOW),
        ("newsletter", NOW),
    ]
    assert list(records(consents, object())) == []
