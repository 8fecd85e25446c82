"""Two people who are one: what who remains is then, and how both are taken apart again.

What is theirs stays where it is, under the id of each; who remains only remembers the other. No
more is in force of consents than either had said, and what nobody has proven opens nothing.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from ..errors import Conflict, FieldError, InvalidFields
from ..ids import owner_of
from ..people.absorbed import Absorbed
from ..people.consents import Consent, ConsentSource
from ..people.mail_purposes import refused_by, refusing
from ..people.participants import MOST_AHEAD, Participant, Profile, TooManyBookings
from ..people.unsubscribing import complaints, has_complained
from .agreeing import agreed_by_both
from .merges import Merge

MOST_MERGED = 6
"""How many may be merged into one: what is theirs is read with a query each."""

_OWN = ("id", "version", "profile", "consents", "agenda", "absorbed")
"""Fields that are taken apart in their own way."""

_OF_ADDRESS = ("email", "proven_at", "bounced_at", "joining")
"""Fields that say something of the address where somebody is written to."""


class ChildNotMerged(Conflict):
    """A child whose guardian consents for them is not merged with anybody."""

    code = "child_not_merged"


class NotMerged(Conflict):
    """Nobody was merged into this person within a day."""

    code = "not_merged"


class TooManyMerged(Conflict):
    """As many are merged into one person as may be."""

    code = "too_many_merged"


def merged(kept: Participant, other: Participant, now: datetime) -> tuple[Participant, Participant]:
    """Return who remains, and who is merged into them.

    Raises InvalidFields for one and the same, ChildNotMerged, TooManyMerged, TooManyBookings.
    """
    if kept.id == other.id:
        raise InvalidFields(FieldError("other", "same_person"))
    if kept.guardian or other.guardian:
        raise ChildNotMerged
    if len(kept.ids) + len(other.absorbed) > MOST_MERGED:
        raise TooManyMerged
    agenda = (*kept.agenda, *other.agenda)
    if len(agenda) > MOST_AHEAD:
        raise TooManyBookings
    whole = _addressed(kept, other)
    whole = replace(
        whole,
        profile=_described(kept, other),
        agenda=agenda,
        consents=agreed_by_both(kept, other, kept.proven or reads_at(kept, other), now),
        absorbed=(*kept.absorbed, _remembered(other), *other.absorbed),
    )
    return _quieter(whole, other), replace(other, merged_into=kept.id)


def reads_at(kept: Participant, other: Participant) -> bool:
    """Return whether who remains is written to at the address of the other from then on.

    That is if theirs is not proven and the other's is.
    """
    return bool(other.email) and other.proven and not (kept.email and kept.proven)


def holds(kept: Participant, other: Participant) -> list[str]:
    """Return the addresses that lead to who remains: those that are proven, or the only one."""
    proven = [each.email for each in (kept, other) if each.email and each.proven]
    return proven or ([kept.email] if kept.email else [])


def _addressed(kept: Participant, other: Participant) -> Participant:
    if not reads_at(kept, other):
        heard = kept.proven_at if kept.email else kept.proven_at or other.proven_at
        shared = "" if kept.email else kept.shared_email or other.shared_email
        return replace(kept, proven_at=heard, shared_email=shared)
    # Links that went to an address that nobody has proven open nothing of the other's.
    at_theirs = kept.revoked() if kept.email else kept
    return replace(
        at_theirs,
        email=other.email,
        shared_email="",
        proven_at=other.proven_at,
        bounced_at=other.bounced_at,
        joining=None,
    )


def _described(kept: Participant, other: Participant) -> Profile:
    """Return the profile of who remains, with what the other alone had said.

    What a form said of somebody whom nobody has proven adds nothing to who is known.
    """
    if kept.proven and not other.proven:
        return kept.profile
    mine, theirs = kept.profile, other.profile
    missing = {name: getattr(theirs, name) for name in _names(Profile) if not getattr(mine, name)}
    names = {"family_name": mine.family_name, "given_name": mine.given_name}
    themes = tuple(dict.fromkeys((*mine.themes, *theirs.themes)))
    return replace(mine, **{**missing, **names, "themes": themes})


def _quieter(whole: Participant, other: Participant) -> Participant:
    """Return who remains, refusing the mails that either of both refuses; a complaint stays one."""
    refused = refused_by(whole) | refused_by(other)
    complains = has_complained(other) and not has_complained(whole)
    if refused == refused_by(whole) and not complains:
        return whole
    since = other.unsubscribed_at if complains else whole.unsubscribed_at or other.unsubscribed_at
    if complains:
        said = [e for e in complaints(other) if e not in whole.consents]
        whole = replace(whole, consents=(*whole.consents, *said))
    return refusing(replace(whole, unsubscribed_at=since), refused)


def _remembered(other: Participant) -> Absorbed:
    return Absorbed(
        other.id,
        other.profile.full_name,
        other.email,
        other.profile.phone,
        other.link_epoch,
        other.calendar_epoch,
        other.session_epoch,
        opens=other.proven,
    )


def parted(
    whole: Participant, other: Participant, merge: Merge, told: Sequence[str] = ()
) -> tuple[Participant, Participant]:
    """Return both as they were, with what has changed since on the side of whose it is.

    What was changed of who remains stays changed; what was refused since, both refuse. `told` are
    the ids under which mails left since. If who remains was written to at the other's address, the
    links to their space that went there work no more, and what was said by them is the other's.
    """
    before, after = merge.before, merge.after
    theirs = next(each for each in whole.absorbed if each.id == other.id)
    mine = {
        each: _unless_changed(getattr(before, each), getattr(after, each), getattr(whole, each))
        for each in _names(Participant)
        if each not in _OWN
    }
    ids = {other.id, *(each.id for each in other.absorbed)}
    read_theirs = reads_at(before, other)
    at_theirs = read_theirs and whole.email == after.email
    if at_theirs:
        mine |= {name: getattr(before, name) for name in _OF_ADDRESS}
    known, since = _consents(before, after, whole)
    alone = replace(
        whole,
        **mine,
        profile=_profile(before.profile, after.profile, whole.profile),
        consents=(*known, *(each for each in since if not at_theirs or _of_both(each))),
        agenda=tuple(each for each in whole.agenda if owner_of(each.booking_id) not in ids),
        absorbed=tuple(each for each in whole.absorbed if each.id not in ids),
    )
    again = replace(
        other,
        merged_into="",
        bounced_at=whole.bounced_at if at_theirs else other.bounced_at,
        consents=(*other.consents, *(e for e in since if _is_theirs(e, at_theirs))),
        agenda=tuple(each for each in whole.agenda if owner_of(each.booking_id) in ids),
        absorbed=tuple(each for each in whole.absorbed if each.id in ids - {other.id}),
        link_epoch=theirs.link_epoch,
        calendar_epoch=theirs.calendar_epoch,
        session_epoch=theirs.session_epoch,
    )
    again = _refusing_too(again, whole, after)
    if read_theirs and set(told) & set(alone.ids):
        alone = replace(alone, link_epoch=max(alone.link_epoch, whole.link_epoch)).revoked()
    return alone, again


def _is_theirs(said: Consent, at_theirs: bool) -> bool:
    """Return whether what was said since is also of who was merged, who may have said it."""
    return _refuses(said) or (at_theirs and said.source is not ConsentSource.TEAM)


def _of_both(said: Consent) -> bool:
    """Return whether what was said at the other's address is of who remains, too."""
    return _refuses(said) or said.source is ConsentSource.TEAM


def _refuses(said: Consent) -> bool:
    return not (said.granted or said.pending)


def _refusing_too(again: Participant, whole: Participant, after: Participant) -> Participant:
    """Return who was merged without the mails that were refused since: they may have done it."""
    new = refused_by(whole) - refused_by(after)
    if not new:
        return again
    refused = refused_by(again) | new
    return refusing(replace(again, unsubscribed_at=whole.unsubscribed_at), refused)


def _unless_changed(before: Any, after: Any, now: Any) -> Any:
    return before if now == after else now


def _profile(before: Profile, after: Profile, now: Profile) -> Profile:
    said = {
        each: _unless_changed(getattr(before, each), getattr(after, each), getattr(now, each))
        for each in _names(Profile)
    }
    return Profile(**said)


def _consents(
    before: Participant, after: Participant, now: Participant
) -> tuple[list[Consent], list[Consent]]:
    """Return what who remains had said before, and what was said since."""
    since = [each for each in now.consents if each not in after.consents]
    known = [e for e in before.consents if e in now.consents or e not in after.consents]
    return known, since


def _names(kind: type[Any]) -> list[str]:
    return [each.name for each in fields(kind)]
