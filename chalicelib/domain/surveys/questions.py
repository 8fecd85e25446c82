"""What the surveys ask, and the values of its choices, which answers are kept by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """What of the programme helps most."""

    SESSION = "session"
    DOCUMENT = "document"
    MEETING = "meeting"
    CONFERENCE = "conference"
    COMMUNITY = "community"


class SharedHow(StrEnum):
    """How one passed on what one learned."""

    IN_CONVERSATION = "in_conversation"
    BY_DOCUMENT = "by_document"
    IN_MEETING = "in_meeting"
    ONLINE = "online"
    OTHER = "other"


@dataclass(frozen=True)
class Question:
    """`name` is its field of `Answers`, `type` its JSON type; `choices`: value → label.

    `no` is the label of a refusal, `ends` are those of a scale's first and last value.
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
    """The questions of a session's survey, and of the one on the spot, in the order of their pages.

    `formerly`: name → sentence → value, of answers given before choices had values.
    """

    session: tuple[Question, ...]
    on_the_spot: tuple[Question, ...]
    formerly: Mapping[str, Mapping[str, str]]

    def value(self, name: str, said: str) -> str:
        """The value that an answer of any age stands for."""
        return self.formerly.get(name, {}).get(said, said)
