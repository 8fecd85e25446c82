"""Who somebody may be who says of themselves a telephone number and a name."""

from ..people.participants import Profile
from .asking import conditions
from .entries import PersonEntry
from .keys import digits

_WHOLE = 7
"""Digits of a telephone number, at least."""


def told_of(profile: Profile) -> list[str]:
    """Return what to look for: the telephone, and a name that is more than one word."""
    telephone = [profile.phone] if len(digits(profile.phone)) >= _WHOLE else []
    return telephone + ([profile.full_name] if profile.family_name else [])


def may_be(entry: PersonEntry, profile: Profile) -> bool:
    """Return whether somebody is found by what is said."""
    return any(
        all(each.nearest(entry.places) is not None for each in conditions(said))
        for said in told_of(profile)
    )
