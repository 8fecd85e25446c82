"""What a person consented to or withdrew, with its proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..programme import EVENT, PROGRAM, ConsentText

OF_AN_EVENT = "activite-"
"""How the versions of the text of events began while they were kept as the programme's."""


@dataclass(frozen=True)
class Consent:
    """A consent given or withdrawn, with its proof: the version of the text and the time (UTC)."""

    purpose: str
    granted: bool
    text_version: str
    at: datetime

    @property
    def concerns(self) -> str:
        """Return the purpose in whose words it was asked.

        Until the text of events had a purpose of its own, who agreed to it was kept under the
        programme's: they have not joined.
        """
        of_an_event = self.purpose == PROGRAM and self.text_version.startswith(OF_AN_EVENT)
        return EVENT if of_an_event else self.purpose


def record_consents(
    before: tuple[Consent, ...],
    asked: Mapping[str, bool],
    texts: Iterable[ConsentText],
    now: datetime,
) -> tuple[Consent, ...]:
    """Return the history with what has changed appended, in the order of the texts.

    A consent to another version of a text is a new consent.
    """
    in_force = {consent.concerns: consent for consent in before}
    changed = tuple(
        Consent(text.purpose, asked[text.purpose], text.version, now)
        for text in texts
        if text.purpose in asked and not _holds(in_force.get(text.purpose), text, asked)
    )
    return before + changed


def _holds(held: Consent | None, text: ConsentText, asked: Mapping[str, bool]) -> bool:
    if held is None or held.granted != asked[text.purpose]:
        return False
    return not held.granted or held.text_version == text.version
