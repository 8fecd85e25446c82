"""Merged and taken apart: each as before, whatever each had; what either refused is refused."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidFields, InvalidToken, SessionEnded
from chalicelib.domain.merging.agreeing import set_aside
from chalicelib.domain.merging.merges import of_merge
from chalicelib.domain.merging.merging import (
    MOST_MERGED,
    ChildNotMerged,
    TooManyMerged,
    merged,
    parted,
    reads_at,
)
from chalicelib.domain.people.callers import Caller, epoch_for, recognise
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.mail_purposes import OPTIONAL, MailPurpose, refused_by
from chalicelib.domain.people.participants import Guardian, Participant
from chalicelib.domain.people.unsubscribing import has_complained, unsubscribed
from chalicelib.domain.sessions.engagements import Engagement
from tests.support.examples import DAY, HOUR, NOW, PROGRAMME, participant, profile

PURPOSES = ("program", "newsletter", "community", "directory")


@st.composite
def consents(draw: st.DrawFn) -> tuple[Consent, ...]:
    said = draw(st.lists(st.tuples(st.sampled_from(PURPOSES), st.booleans(), st.booleans())))
    return tuple(
        Consent(
            purpose,
            granted,
            "2026-11",
            NOW - DAY + n * HOUR,
            pending=pending,
            confirmed_at=None if pending else NOW,
            text="Oui.",
        )
        for n, (purpose, granted, pending) in enumerate(said)
    )


@st.composite
def somebody(draw: st.DrawFn, identifier: str) -> Participant:
    email = draw(st.sampled_from(["", f"{identifier}@example.org"]))
    heard = NOW - DAY if not email or draw(st.booleans()) else None
    agenda = tuple(
        Engagement(f"{identifier}-x{n}", NOW + n * DAY, NOW + n * DAY + HOUR)
        for n in range(draw(st.integers(0, 3)))
    )
    refuses = draw(st.sets(st.sampled_from(sorted(OPTIONAL))))
    return Participant(
        identifier,
        email,
        profile(
            given_name=draw(st.sampled_from(["Ana", "Anna"])),
            phone=draw(st.sampled_from(["", "450 555-0100"])),
            themes=tuple(draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True))),
        ),
        NOW - DAY,
        NOW - DAY,
        draw(consents()),
        agenda=agenda,
        link_epoch=draw(st.integers(0, 2)),
        session_epoch=draw(st.integers(0, 2)),
        unsubscribed_at=NOW - DAY if refuses else None,
        refusals=tuple(sorted(refuses)),
        proven_at=heard,
        version=3,
    )


@given(somebody("pana"), somebody("pbo"))
def test_who_is_merged_and_taken_apart_is_as_before(kept: Participant, other: Participant) -> None:
    whole, gone = merged(kept, other, NOW)
    merge = of_merge(kept, whole, "s7c1", NOW)
    assert parted(whole, gone, merge) == (kept, other)


@given(somebody("pana"), somebody("pbo"))
def test_no_more_is_in_force_than_either_had_said(kept: Participant, other: Participant) -> None:
    whole, _ = merged(kept, other, NOW)
    mine, theirs, now = (each.consents_now() for each in (kept, other, whole))
    for purpose, granted in now.items():
        said = [each[purpose] for each in (mine, theirs) if purpose in each]
        assert granted <= all(said)
        assert said
    assert refused_by(whole) >= refused_by(kept) | refused_by(other)
    assert set(whole.agenda) == {*kept.agenda, *other.agenda}


@given(somebody("pana"), somebody("pbo"), st.sampled_from(PURPOSES), st.booleans())
def test_what_changes_meanwhile_stays_with_who_remains(
    kept: Participant, other: Participant, purpose: str, granted: bool
) -> None:
    whole, gone = merged(kept, other, NOW)
    merge = of_merge(kept, whole, "s7c1", NOW)
    new = Consent(purpose, granted, "2027-01", NOW + HOUR, source=ConsentSource.OWN_LINK)
    hers = Engagement("pbo-x9", NOW + 9 * DAY, NOW + 9 * DAY + HOUR)
    since = replace(
        whole,
        profile=replace(whole.profile, municipality="Prévost"),
        consents=(*whole.consents, new),
        agenda=(*whole.agenda, hers),
    ).signed_out()
    alone, again = parted(since, gone, merge)
    assert alone.profile == replace(kept.profile, municipality="Prévost")
    at_theirs = reads_at(kept, other)
    alone_said = () if at_theirs and granted else (new,)
    assert alone.consents == (*kept.consents, *alone_said)
    assert alone.agenda == kept.agenda
    again_said = (new,) if at_theirs or not granted else ()
    assert again == replace(
        other,
        agenda=(*other.agenda, hers),
        consents=(*other.consents, *again_said),
        session_epoch=other.session_epoch + 1,
    )


@given(somebody("pana"), somebody("pbo"), st.sampled_from(sorted(OPTIONAL)))
def test_who_may_have_refused_mails_meanwhile_refuses_them_once_undone(
    kept: Participant, other: Participant, purpose: MailPurpose
) -> None:
    whole, gone = merged(kept, other, NOW)
    by = ConsentSource.COMPLAINT
    since = unsubscribed(whole, [purpose], PROGRAMME.consents, by, NOW + HOUR)
    for each in parted(since, gone, of_merge(kept, whole, "s7c1", NOW)):
        assert purpose in refused_by(each) or purpose in refused_by(whole)
        assert has_complained(each) or purpose in refused_by(whole)


@given(somebody("pana"), somebody("pbo"))
def test_who_complained_has_complained_once_merged(kept: Participant, other: Participant) -> None:
    fresh = replace(other, unsubscribed_at=None, refusals=())
    complains = unsubscribed(fresh, OPTIONAL, PROGRAMME.consents, ConsentSource.COMPLAINT, NOW)
    for pair in ((kept, complains), (complains, kept)):
        whole, gone = merged(*pair, NOW + HOUR)
        assert has_complained(whole) or set_aside(*pair)
        assert parted(whole, gone, of_merge(pair[0], whole, "s7c1", NOW)) == pair


def test_what_was_said_at_the_others_address_is_theirs_once_undone() -> None:
    kept, other = participant(id="pana", proven_at=None, consents=()), two()[1]
    whole, gone = merged(kept, other, NOW)
    said = Consent("newsletter", True, "2027-01", NOW + HOUR, source=ConsentSource.OWN_LINK)
    heard = replace(said, purpose="community", source=ConsentSource.TEAM)
    since = replace(whole, consents=(*whole.consents, said, heard), bounced_at=NOW)
    alone, again = parted(since, gone, of_merge(kept, whole, "s7c1", NOW))
    assert (alone.consents, alone.bounced_at) == ((heard,), None)
    assert (again.consents, again.bounced_at) == ((*other.consents, said), NOW)


def two(**changes: Any) -> tuple[Participant, Participant]:
    return participant(id="pana", email="ana@example.org"), participant(
        id="pbo", email="bo@example.org", **changes
    )


def test_links_of_who_was_merged_open_what_is_one_persons_until_they_are_revoked() -> None:
    kept, other = two(link_epoch=2, session_epoch=1)
    whole, _ = merged(kept, other, NOW)
    caller = Caller("pbo", 2)
    assert recognise(caller, whole) is whole
    assert epoch_for(whole, "pbo-x1") == 2
    assert epoch_for(whole, "pana-x1") == 0
    for wrong in (Caller("pbo", 0), Caller("pchloe", 0)):
        with pytest.raises(InvalidToken):
            recognise(wrong, whole)
    with pytest.raises(InvalidToken):
        recognise(caller, whole.revoked())
    session = replace(caller, session=1)
    assert recognise(session, whole) is whole
    with pytest.raises(SessionEnded):
        recognise(session, whole.signed_out())


def test_what_nobody_has_proven_opens_nothing() -> None:
    kept, other = two(proven_at=None, consents=())
    whole, _ = merged(kept, other, NOW)
    with pytest.raises(InvalidToken):
        recognise(Caller("pbo", 0), whole)


def test_links_that_went_to_the_others_address_open_nothing_once_undone() -> None:
    kept, other = participant(id="pana", email=""), two()[1]
    whole, gone = merged(kept, other, NOW)
    alone, _ = parted(whole, gone, of_merge(kept, whole, "s7c1", NOW), ["pana"])
    assert alone == replace(kept, link_epoch=kept.link_epoch + 1)


def test_some_are_not_merged() -> None:
    kept, other = two()
    with pytest.raises(InvalidFields):
        merged(kept, kept, NOW)
    with pytest.raises(ChildNotMerged):
        merged(kept, replace(other, guardian=Guardian("Luc", "luc@example.org")), NOW)
    whole, at = kept, datetime.fromisoformat("2027-03-01T12:00:00+00:00")
    for n in range(MOST_MERGED):
        whole, _ = merged(whole, replace(other, id=f"p{n}"), at)
    with pytest.raises(TooManyMerged):
        merged(whole, other, at)
