"""The routes of attestations of attendance."""

from typing import TYPE_CHECKING

from ....domain.acts import Act
from ....domain.looks import Shows
from ...http.routing import Routes, Who, later

if TYPE_CHECKING:
    from . import files
else:
    (files,) = later(__package__, "files")

OF_TEAM = "/equipe/evenements/{event_id}"


def add_to(routes: Routes) -> None:
    routes.api(
        "GET",
        "/api/v1/event-registrations/{registration_id}/attestation",
        Who.PARTICIPANT | Who.STAFF,
        files.get_attestation,
        act=Act.EVENTS,
        shows=Shows.FILE,
    )
    routes.page(
        "GET",
        "/mon-espace/evenements/{registration_id}/attestation",
        Who.PARTICIPANT,
        files.my_attestation,
    )
    routes.page(
        "GET",
        f"{OF_TEAM}/inscriptions/{{registration_id}}/attestation",
        Who.STAFF,
        files.attestation_of,
        act=Act.EVENTS,
        shows=Shows.FILE,
    )
    routes.page(
        "GET",
        f"{OF_TEAM}/attestations",
        Who.STAFF,
        files.attestations_of_event,
        act=Act.EVENTS,
        shows=Shows.ROSTER,
    )
