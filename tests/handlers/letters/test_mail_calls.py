"""A page of mails takes as few calls of many mails as of few, and misses none."""

from itertools import batched

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.acts import Act
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.mail.team.listing import Listing
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.workflows.letters.read_mails import SHOWN, Mails, read_mails
from infra.doubles.table import Table
from tests.support.examples import HOUR, NOW, SECOND

ADMIN = StaffMember("sadmin", "equipe@example.org", "Camille Exemple", Role.ADMIN)
CALLER = Caller(ADMIN.id, 0, staff=True, act=Act.PEOPLE)

SENT, BOUNCED, CANCELLED = State.SENT, State.BOUNCED, State.CANCELLED


def mail(n: int, state: State = SENT, kind: Kind = Kind.PERSONAL_LINK) -> Message:
    at = NOW + n * SECOND
    waits = at + HOUR if state is State.PENDING else None
    sent = at if state in (SENT, BOUNCED) else None
    return Message(f"p{n:05}-link-1", kind, at, state=state, next_at=waits, sent_at=sent)


def of(mails: list[Message]) -> tuple[Store, list[str]]:
    table, calls = Table(), list[str]()
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    unit = store.unit()
    unit.add(ADMIN)
    unit.commit()
    for some in batched(mails, 100):
        unit = store.unit()
        unit.add(*some)
        unit.commit()
    table.around = calls.append
    return store, calls


def pages(store: Store, listing: Listing | None, kind: Kind | None = None) -> list[Mails]:
    found = [read_mails(CALLER, listing, kind, "", store=store)]
    while found[-1].after:
        found.append(read_mails(CALLER, listing, kind, found[-1].after, store=store))
    return found


@pytest.mark.parametrize(
    ("listing", "calls"), [(Listing.SETTLED, 5), (Listing.UNDELIVERED, 4), (Listing.WAITING, 7)]
)
def test_a_page_takes_as_few_calls_of_many_mails_as_of_few(listing: Listing, calls: int) -> None:
    """One is of those who have no row: they may have been merged."""
    for count in (30, 1500):
        states = (SENT, BOUNCED, State.PENDING)
        store, made = of([mail(n, states[n % 3]) for n in range(count)])
        read_mails(CALLER, listing, None, "", store=store)
        assert made.count("before") == calls


def test_one_kind_among_many_is_found_in_a_bounded_number_of_calls() -> None:
    rare = [mail(n, kind=Kind.DOCUMENT if n == 7 else Kind.PERSONAL_LINK) for n in range(3000)]
    store, made = of(rare)
    found = read_mails(CALLER, None, Kind.DOCUMENT, "", store=store)
    assert [each.message.id for each in found.listed] == ["p00007-link-1"]
    assert made.count("before") <= 29


@settings(deadline=None)
@given(st.lists(st.sampled_from((SENT, BOUNCED, CANCELLED, State.PENDING)), max_size=90))
def test_pages_have_each_mail_once_in_order(states: list[State]) -> None:
    mails = [mail(n, state) for n, state in enumerate(states)]
    store, _ = of(mails)
    settled = [each.id for each in reversed(mails) if each.next_at is None]
    waiting = [each.id for each in mails if each.next_at is not None]
    lost = [each.id for each in reversed(mails) if each.state is BOUNCED]
    everything = [*reversed(waiting), *settled]
    expected: dict[Listing | None, list[str]] = {
        Listing.SETTLED: settled,
        Listing.SENT: [each.id for each in reversed(mails) if each.state in (SENT, BOUNCED)],
        Listing.UNSENT: [each.id for each in reversed(mails) if each.state is CANCELLED],
        Listing.WAITING: waiting,
        Listing.UNDELIVERED: lost,
        None: everything,
    }
    for listing, ids in expected.items():
        found = pages(store, listing)
        assert [each.message.id for page in found for each in page.listed] == ids
        assert all(len(page.listed) <= SHOWN for page in found)
