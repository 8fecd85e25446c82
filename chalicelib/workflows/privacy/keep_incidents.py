"""The register of incidents, kept by admins of the team."""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import NewId, new_incident_id
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.privacy.incidents import Facts, Incident
from ...domain.receipts import Once
from ..callers import for_team
from ..ports import Records, RegisterStore
from ..retrying import decided_afresh


def read_incidents(caller: Caller, *, store: RegisterStore) -> list[Incident]:
    """Return the incidents, the latest first. Raises Forbidden, InvalidToken."""
    for_team(caller, store).load()
    return store.incidents()


def read_incident(caller: Caller, identifier: str, *, store: Records) -> Incident:
    """Return one of them. Raises Forbidden, InvalidToken, NotFound."""
    (incident,) = for_team(caller, store).load((Incident, identifier))
    if incident is None:
        raise NotFound
    found: Incident = incident
    return found


@decided_afresh
def record_incident(
    caller: Caller,
    facts: Facts,
    once: Once[Incident],
    *,
    store: Records,
    new_id: NewId,
    now: datetime,
) -> Incident:
    """Write an incident down. Raises Forbidden, InvalidToken."""
    for_team(caller, store).load()
    incident = Incident(new_incident_id(new_id, now), facts, caller.person_id)
    unit = store.unit()
    unit.add(incident, *done(caller, Deed.INCIDENT_RECORDED, incident.id, 1, now))
    unit.add(*once.receipts(incident, now))
    unit.commit()
    return incident


@decided_afresh
def complete_incident(
    caller: Caller,
    identifier: str,
    facts: Facts,
    once: Once[Incident],
    *,
    store: Records,
    now: datetime,
) -> Incident:
    """Write what is known of an incident by now. Raises Forbidden, InvalidToken, NotFound."""
    incident = replace(read_incident(caller, identifier, store=store), facts=facts)
    unit = store.unit()
    saved = unit.save(incident)
    unit.add(*done(caller, Deed.INCIDENT_COMPLETED, saved.id, saved.version, now))
    unit.add(*once.receipts(incident, now))
    unit.commit()
    return incident
