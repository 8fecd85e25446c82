"""The page of calls takes as few calls of the table of many people as of few."""

from itertools import batched

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.acts import Act
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.domain.telephone.phone_calls import PhoneCall, Reason
from chalicelib.workflows.telephone.read_calls import COUNTED, SHOWN, Calls, count_calls, read_calls
from infra.bench.team.people import fill, programme
from infra.doubles.table import Table
from tests.support.examples import DAY, NOW

HERS, OTHER = "sdominique", "sclaude"


def to_make(person: str, n: int) -> PhoneCall:
    """Of every three, one is hers, one another's, one nobody's; the first are to make later."""
    at = NOW - (n - 5) * DAY / 100
    adviser = (HERS, OTHER, "")[n % 3]
    return PhoneCall(f"{person}-b1-absent", Reason.ABSENT, at, at, adviser_id=adviser)


def member(role: Role) -> StaffMember:
    return StaffMember(HERS, "brigadiere@example.org", "Dominique Exemple", role)


def read(people: int, role: Role) -> tuple[int, Calls, int]:
    table, asked = Table(), list[str]()
    everybody = [*programme(people)]
    fill(table, everybody)
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    unit = store.unit()
    unit.add(member(role))
    unit.commit()
    for some in batched(enumerate(everybody), 40):
        unit = store.unit()
        unit.add(*(each for _, each in some), *(to_make(each.id, n) for n, each in some))
        unit.commit()
    caller = Caller(HERS, 0, staff=True, act=Act.PEOPLE)
    table.around = asked.append
    found = read_calls(caller, "", store=store, now=NOW)
    cost = asked.count("before")
    return cost, found, count_calls(member(role), store=store, now=NOW)


@pytest.mark.parametrize(("role", "cost"), [(Role.ADMIN, 3), (Role.ADVISER, 4)])
def test_the_page_costs_the_same_of_many_people(role: Role, cost: int) -> None:
    few, some, counted = read(30, role)
    many, found, most = read(900, role)
    assert (few, many) == (cost, cost)
    assert len(found.listed) == SHOWN
    assert [each.at for each in found.listed] == sorted(each.at for each in found.listed)
    assert all(each.at <= NOW for each in found.listed)
    whose = {each.adviser_id for each in found.listed}
    assert whose == ({HERS, OTHER, ""} if role is Role.ADMIN else {HERS, ""})
    assert counted == (25 if role is Role.ADMIN else 17)
    assert most == COUNTED + 1
    assert len(some.listed) == SHOWN


def test_pages_follow_each_other_and_miss_nobody() -> None:
    table = Table()
    everybody = [*programme(60)]
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    for some in batched(enumerate(everybody), 40):
        unit = store.unit()
        unit.add(*(each for _, each in some), *(to_make(each.id, n) for n, each in some))
        unit.commit()
    unit = store.unit()
    unit.add(member(Role.ADVISER))
    unit.commit()
    caller, after, seen = Caller(HERS, 0, staff=True, act=Act.PEOPLE), "", list[str]()
    while True:
        page = read_calls(caller, after, store=store, now=NOW)
        seen += [each.id for each in page.listed]
        after = page.after
        if not after:
            break
    wanted = {to_make(each.id, n).id for n, each in enumerate(everybody) if n % 3 != 1 and n >= 5}
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted
