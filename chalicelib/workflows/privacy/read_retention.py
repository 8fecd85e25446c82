"""What is kept and until when, as the last night found it."""

from ...domain.people.callers import Caller
from ...domain.privacy.retention_round import ROUND, RetentionRound
from ..callers import for_team
from ..ports import Records


def read_retention(caller: Caller, *, store: Records) -> RetentionRound | None:
    """Return the nightly round; None before the first night. Raises Forbidden, InvalidToken."""
    [found] = for_team(caller, store).load(known=[(RetentionRound, ROUND)])
    held: RetentionRound | None = found
    return held
