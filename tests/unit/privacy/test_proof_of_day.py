"""What somebody had agreed to at the end of a day, whatever was asked since or is pending."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.privacy.proof_of_day import in_force_before, proof_of_day, since_when
from tests.support.examples import DAY, HOUR, NOW, message

HISTORIES = st.lists(
    st.builds(
        lambda purpose, granted, hours, pending, waits: Consent(
            purpose,
            granted,
            "2026-11",
            NOW + hours * HOUR,
            ConsentSource.OWN_FORM,
            pending,
            None if waits is None or pending else NOW + (hours + waits) * HOUR,
        ),
        st.sampled_from(["program", "newsletter"]),
        st.booleans(),
        st.integers(-72, 72),
        st.booleans(),
        st.none() | st.integers(0, 48),
    )
)


@given(HISTORIES)
def test_the_last_entry_that_held_before_the_day_s_end_is_in_force(history: list[Consent]) -> None:
    held = in_force_before(NOW, history)
    assert len({each.concerns for each in held}) == len(held)
    for each in held:
        assert not each.pending
        assert since_when(each) < NOW
        later = [o for o in history if o.concerns == each.concerns and not o.pending]
        assert not [o for o in later if since_when(each) < since_when(o) < NOW]


def test_what_is_pending_proves_nothing_and_what_came_after_changes_nothing() -> None:
    yes = Consent("newsletter", True, "2026-11", NOW - DAY)
    asked = replace(yes, granted=False, pending=True, at=NOW - HOUR)
    after = replace(yes, granted=False, at=NOW + HOUR)
    assert in_force_before(NOW, [yes, asked, after]) == (yes,)


def test_only_the_mails_that_left_on_that_day_are_of_it() -> None:
    left = [message(Kind.REGISTRATION, id=f"p1-m{n}", sent_at=NOW + n * DAY) for n in (-1, 0, 1)]
    unsent = message(Kind.REGISTRATION, id="p1-m9")
    found = proof_of_day([], [*left, unsent], NOW, NOW + DAY)
    assert [each.id for each in found.mails] == ["p1-m0"]
