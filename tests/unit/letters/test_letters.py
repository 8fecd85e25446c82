"""A letter's states: held before it leaves, stopped at any moment, written once."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.letters.letters import (
    HOLD,
    Letter,
    LetterAudience,
    LetterNotSent,
    LetterState,
    NothingToStop,
)
from tests.support.examples import NOW, SECOND, letter

DRAFT = letter(state=LetterState.DRAFT, sent_at=None, told=0)
ACTS: dict[str, Callable[[Letter], Letter]] = {
    "rewrite": lambda each: each.rewritten("Autre", "Texte", LetterAudience("Un thème"), NOW),
    "hold": lambda each: each.held(NOW),
    "stop": lambda each: each.stopped(NOW),
    "grow": lambda each: each.too_many(NOW) if each.due(NOW + HOLD) else each,
    "begin": lambda each: each.begun(NOW) if each.due(NOW + HOLD) else each,
    "write": lambda each: (
        each.after_page("p1", 3, {"no_address": 1}, last=False)
        if each.state is LetterState.SENDING
        else each
    ),
    "finish": lambda each: (
        each.after_page("p2", 2, {}, last=True) if each.state is LetterState.SENDING else each
    ),
}


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
def test_whatever_is_done_a_letter_is_in_one_state_and_told_once(acts: list[str]) -> None:
    now = DRAFT
    for act in acts:
        before = now
        try:
            now = ACTS[act](before)
        except LetterNotSent:
            assert before.state is not LetterState.DRAFT
            assert act in ("rewrite", "hold")
        except NothingToStop:
            assert before.state is LetterState.DRAFT
        assert now.told >= before.told
        if before.state is LetterState.STOPPED:
            assert now == before
        if now.state in (LetterState.DRAFT, LetterState.HELD):
            assert (now.told, now.cursor, now.leaves) == (0, "", False)
        waits = now.state in (LetterState.HELD, LetterState.SENDING)
        assert (now.next_at is not None) is waits


def test_a_letter_is_held_before_it_is_due() -> None:
    held = DRAFT.held(NOW)
    assert not held.due(NOW + HOLD - SECOND)
    assert held.due(NOW + HOLD)
    assert not held.leaves
    assert held.begun(NOW + HOLD).leaves


def test_left_out_are_summed_by_reason() -> None:
    sending = DRAFT.held(NOW).begun(NOW + HOLD)
    once = sending.after_page("p1", 80, {"no_address": 2, "unsubscribed": 1}, last=False)
    twice = once.after_page("p2", 5, {"no_address": 3}, last=True)
    assert (twice.told, twice.left_out) == (85, {"no_address": 5, "unsubscribed": 1})
    assert (twice.state, twice.next_at) == (LetterState.SENT, None)


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.SENDING])
def test_what_is_stopped_leaves_no_more(state: LetterState) -> None:
    stopped = letter(state=state).stopped(NOW)
    assert (stopped.leaves, stopped.stopped_at) == (False, NOW)
    assert stopped.stopped(NOW + SECOND) == stopped
