"""The questions of the surveys, and the values as which their choices are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """Which part of the programme helps most."""

    SESSION = "session"
    DOCUMENT = "document"
    MEETING = "meeting"
    CONFERENCE = "conference"
    COMMUNITY = "community"


class SharedHow(StrEnum):
    """How somebody passed on what they learned."""

    IN_CONVERSATION = "in_conversation"
    BY_DOCUMENT = "by_document"
    IN_MEETING = "in_meeting"
    ONLINE = "online"
    OTHER = "other"


@dataclass(frozen=True)
class Question:
    """One question of a survey.

    `name` is its field of `Answers`, `type` its JSON type; `choices`: value → label. `no` is the
    label of a refusal; `ends` are the labels of a scale's first and last value.
    """

    name: str
    type: str
    label: str
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    hint: str = ""
    no: str = "Non"
    ends: tuple[str, ...] = ()
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Questionnaire:
    """The questions of a session's survey and of the one on the spot, in the order of their pages.

    `formerly`: name → sentence → value, for answers given before choices had values.
    """

    session: tuple[Question, ...]
    on_the_spot: tuple[Question, ...]
    formerly: Mapping[str, Mapping[str, str]]

    def value(self, name: str, said: str) -> str:
        """Return the value that an answer stands for, whenever it was given."""
        return self.formerly.get(name, {}).get(said, said)
