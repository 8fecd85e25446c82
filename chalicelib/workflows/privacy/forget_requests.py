"""What somebody asked stays in the register once all of them is erased, without a name."""

from ...domain.people.privacy_requests import PrivacyRequest
from ..ports import PrivacyStore
from ..retrying import decided_afresh


def forget_requests(person_id: str, *, store: PrivacyStore) -> None:
    """Take the name off all that somebody asked. Safe to run twice."""
    for each in store.held_elsewhere(person_id):
        if isinstance(each, PrivacyRequest):
            _forget(each.id, store=store)


@decided_afresh
def _forget(identifier: str, *, store: PrivacyStore) -> None:
    request = store.one(PrivacyRequest, identifier)
    if request is None or not request.person_id:
        return
    unit = store.unit()
    unit.save(request.forgotten())
    unit.commit()
