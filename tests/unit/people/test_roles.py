"""What each role may do: the table is whole, and an adviser's days are hers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.acts import Act
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.people.roles import (
    ADMIN_ALONE,
    MAY,
    ensure_hers,
    ensure_may,
    may,
    sees,
)
from chalicelib.domain.people.staff import Role, StaffMember
from tests.support.examples import participant, staff_member

ids = st.from_regex(r"s[0-9a-f]{4}", fullmatch=True)
members = st.builds(
    StaffMember, ids, st.just("a@example.org"), st.just("Dominique"), st.sampled_from(Role)
)


def test_each_act_says_who_may_it() -> None:
    assert set(MAY) == set(Act)
    assert all(Role.ADMIN in roles for roles in MAY.values()), "an admin may everything"


@pytest.mark.parametrize("act", [Act.IMPORT, Act.ERASE, Act.TEAM, Act.SETTINGS, Act.PUBLISH])
def test_what_the_contract_gives_to_admins_alone(act: Act) -> None:
    assert MAY[act] == ADMIN_ALONE
    with pytest.raises(Forbidden):
        ensure_may(staff_member(role=Role.ADVISER), act)


@pytest.mark.parametrize("role", Role)
def test_what_names_no_act_nobody_may(role: Role) -> None:
    assert not may(staff_member(role=role), None)


@given(members, ids)
def test_a_day_or_session_is_for_its_adviser_and_for_admins(member: StaffMember, of: str) -> None:
    hers = member.role is Role.ADMIN or member.id == of
    assert sees(member, of) is hers
    if hers:
        ensure_hers(member, of)
    else:
        with pytest.raises(Forbidden):
            ensure_hers(member, of)


@given(ids)
def test_whose_days_they_are_is_no_matter_of_a_participant(of: str) -> None:
    ensure_hers(participant(), of)
