"""Values to show of letters, for their pages and for the API."""

from typing import Any

from ...domain.letters.letters import Letter
from ...workflows.letters.name_audience import Asked
from ...workflows.letters.read_letter import AHEAD, LetterFile
from ...workflows.letters.readers import Reader
from ..http.times import local, local_or_none
from . import choosing


def asked(body: Any) -> Asked:
    """Return whom a checked body says that a letter is for."""
    audience = body.audience
    named: Asked = audience.asked(choosing.said_of(audience.q, audience.filters))
    return named


def example(file: LetterFile, person_id: str) -> Reader | None:
    """Return the person for whom the letter is shown: who was chosen, or the first."""
    reached = file.reached
    chosen = (each for each in reached if each.person.id == person_id)
    return next(chosen, reached[0] if reached else None)


def letter(each: Letter) -> dict[str, Any]:
    audience = each.audience
    return {
        "id": each.id,
        "subject": each.subject,
        "markdown": each.markdown,
        "audience": {
            "name": audience.name,
            "event": audience.event_id,
            "whom": audience.whom.value,
            "q": audience.q,
            "filters": list(audience.filters),
        },
        "state": each.state.value,
        "written_at": local(each.written_at),
        "sends_at": local_or_none(each.sent_at),
        "stopped_at": local_or_none(each.stopped_at),
        "version": each.version,
    }


def file(found: LetterFile) -> dict[str, Any]:
    """Return a letter, to how many it goes or went, and how many do not get it, by why."""
    ahead = found.letter.state in AHEAD
    left_out = {reason: len(people) for reason, people in found.left_out.items()}
    return {
        **letter(found.letter),
        "author": found.author,
        "people": len(found.reached) if ahead else found.letter.told,
        "left_out": [
            {"reason": reason, "people": people}
            for reason, people in (left_out if ahead else found.letter.left_out).items()
        ],
        "became": found.became,
    }
