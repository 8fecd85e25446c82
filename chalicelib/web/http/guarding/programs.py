"""What programs do with a form and people do not: fill in what nobody sees, or send it at once.

No puzzle is set: whoever stumbles over it is shown what they sent, to be sent by one more button.
Only forms that we have shown say when that was; the API is for programs, and its limits are others.
"""

from chalice.app import Request

from .... import wiring
from ....domain.errors import Invalid
from .. import requests
from ..forms import first

UNSEEN = "remarque"
"""A field that only programs see; people who hear the page are told nothing of it."""

SHOWN = "vu"
"""The field that says when a form was first shown to who sends it."""


class OnceMore(Invalid):
    """A form was sent faster than people do, or with what people leave empty."""

    code = "once_more"


def ensure_somebody(request: Request) -> None:
    """Raise OnceMore for a form that was filled in as programs do, NotAForm for none."""
    fields = requests.form(request)
    if first(fields, UNSEEN) or _too_soon(first(fields, SHOWN)):
        raise OnceMore


def _too_soon(said: str) -> bool:
    if not said:
        return False
    shown_at = wiring.links().shown_at(said)
    return shown_at is None or wiring.now() - shown_at < wiring.programme().limits.shortest_form
