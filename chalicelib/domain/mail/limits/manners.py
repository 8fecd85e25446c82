"""How a mail waits: for the next day, once its person has had the day's; at night."""

from enum import Enum, auto


class Urgency(Enum):
    """Whether a mail may wait for the next day, when its person has had the day's mails."""

    AT_ONCE = auto()
    """Never: it has a pace of its own, and others' requests must not lock a person out."""

    IN_TIME = auto()
    """If it still makes sense then; otherwise it has as many more to go."""


class Night(Enum):
    """What becomes of a mail that would leave while people sleep (`by_day`)."""

    LEAVES = auto()
    """It leaves: somebody has just asked for it."""

    WAITS = auto()
    """It waits for the morning, unless it ends, or what it tells of begins, before that."""

    REMINDS = auto()
    """The same, whether it ends or not: another reminder then takes its place."""

    NEWS = auto()
    """It waits, unless what somebody else changed begins before the morning is well under way."""
