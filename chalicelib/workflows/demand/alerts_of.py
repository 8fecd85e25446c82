"""The alerts of somebody for a theme, also of those who were merged into them."""

from ...domain.demand.alerts import Alert
from ...domain.ids import theme_alert
from ...domain.people.participants import Participant
from ..ports import Loading


def alerts_of(
    person: Participant, theme: str, read: tuple[str, Alert | None], store: Loading
) -> list[Alert]:
    """Return them, that under the person's own id first; no call for who was never merged.

    `read` is what was read already: under which id, and what was there.
    """
    known, alert = read
    others = [each for each in person.ids if each != known]
    found = store.load(*((Alert, theme_alert(each, theme)) for each in others))
    every = [each for each in (alert, *found) if each is not None]
    return sorted(every, key=lambda each: each.person_id != person.id)
