"""Forms hold a few events for an address that nobody has proven; a series counts once."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.asking import one_more_asked
from tests.support.event_examples import event
from tests.support.examples import DAY, HOUR, NOW, participant

MOST = 3
wishes = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["", "", "sr-1", "sr-2"]), st.integers(0, 3)),
    max_size=30,
)


@given(wishes)
def test_no_more_than_a_few_stand_at_any_time_and_what_stands_may_be_asked_again(
    asked: list[tuple[int, str, int]],
) -> None:
    """Each form asks for an event that begins in two days; a few days pass between two."""
    person, now = participant(proven_at=None, consents=()), NOW
    ends: dict[str, object] = {}
    for number, series, days in asked:
        now += days * DAY
        wanted = event(now + 2 * DAY, id=f"ev-v{number}", series=series)
        standing = {key for key, end in ends.items() if end > now}  # type: ignore[operator]
        after = one_more_asked(person, wanted, MOST, now)
        key = series or wanted.id
        assert (after is None) == (key not in standing and len(standing) >= MOST)
        if after is not None:
            person = after
            ends[key] = wanted.ends_at
    assert sum(each.ends_at > now for each in person.asked_events) <= MOST


@given(st.integers(0, 9))
def test_who_is_proven_asks_for_as_many_as_they_like(most: int) -> None:
    person = participant()
    assert one_more_asked(person, event(NOW + HOUR), most, NOW) is person
