"""The keeping of a parcel: a job that goes on without whoever asked for it."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ...ids import mark_of, owned, owner_of

PARCEL = "parcel"
"""The owner in the id of a keeping, where other ids have a person."""

STEPS = 4
"""Checked anew, its files kept, its figures written, shown."""

STALLED = timedelta(minutes=3)
"""After which a job that has not gone on was killed: longer than a function may run."""


class KeepingState(StrEnum):
    CHECKED = "checked"
    UNDER_WAY = "under_way"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True)
class Keeping:
    """How far the keeping of a parcel is: `done` of `STEPS`, since `moved_at`.

    `removing` is how many lines the person agreed to lose; `edition` its slug, once it is kept.
    `id` names the job on the queue; `correlation` is the request behind it.
    """

    parcel_id: str
    moved_at: datetime
    removing: int = 0
    state: KeepingState = KeepingState.CHECKED
    done: int = 0
    edition: str = ""
    correlation: str = ""

    @property
    def id(self) -> str:
        return owned(PARCEL, self.parcel_id)

    @property
    def over(self) -> bool:
        return self.state in (KeepingState.KEPT, KeepingState.FAILED)

    def stalled(self, now: datetime) -> bool:
        return not self.over and now - self.moved_at > STALLED

    def after(self, done: int, now: datetime) -> "Keeping":
        """Return it once so many of its steps are done."""
        return replace(self, state=KeepingState.UNDER_WAY, done=done, moved_at=now)

    def kept(self, edition: str, now: datetime) -> "Keeping":
        state = KeepingState.KEPT
        return replace(self, state=state, done=STEPS, edition=edition, moved_at=now)

    def failed(self, now: datetime) -> "Keeping":
        return replace(self, state=KeepingState.FAILED, moved_at=now)


def parcel_of(identifier: str) -> str:
    """Return the parcel whose keeping an id names, or "" if it names something else."""
    return mark_of(identifier) if owner_of(identifier) == PARCEL else ""


def written(keeping: Keeping) -> bytes:
    told = {**asdict(keeping), "moved_at": keeping.moved_at.isoformat()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def read(content: bytes) -> Keeping:
    told = json.loads(content)
    moved_at, state = datetime.fromisoformat(told["moved_at"]), KeepingState(told["state"])
    return Keeping(**{**told, "moved_at": moved_at, "state": state})
