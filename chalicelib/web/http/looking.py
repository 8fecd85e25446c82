"""What the team is shown of people is written down, as routes declare it."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Response

from ... import asking, wiring
from ...domain.looks import OF_ONE, Shows
from ...workflows.privacy.keep_look import keep_look

OF_PATH = ("registration_id", "booking_id", "document_id", "person_id", "event_id")
"""Parameters of a path that say whom an answer is about, or which list it is; the first counts."""


def noted(shows: Shows, answer: Response, parameters: Mapping[str, Any]) -> Response:
    """Return an answer, once it is written down that a member of the team was shown it.

    Whom it is about the path says, or the view (`asking.about`). What shows nobody is not noted:
    an answer that is not 200, or one about somebody who is not known.
    """
    member = asking.member.get()
    about = asking.about.get() or next((parameters[n] for n in OF_PATH if n in parameters), "")
    if member is None or answer.status_code != 200 or (shows in OF_ONE and not about):
        return answer
    wiring.run(keep_look, shows, member.id, about)
    return answer
