"""The settings, as an admin comes upon them: as they were, refused, changed, changed by another."""

from typing import TYPE_CHECKING

from chalicelib import wiring
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol

if TYPE_CHECKING:
    from .states import Walk

PAGE = "/equipe/reglages"
OTHER = "autre-admin@example.org"
SESSIONS = {
    "open_bookings_per_person": "3",
    "delays.booking_notice_hours": "6",
    "delays.cancel_deadline_hours": "24",
    "delays.undo_minutes": "15",
    "delays.reminder_hours_before": "48, 2",
}


def see_settings(walk: "Walk", long: str) -> None:
    walk.be_admin()
    walk.see(PAGE, "settings, as they were")
    walk.see(f"{PAGE}/edition")
    walk.see(f"{PAGE}/themes")
    walk.see(f"{PAGE}/lieux", "rooms, none yet")
    walk.send(f"{PAGE}/activites", "with errors", lu="0")
    walk.send(f"{PAGE}/lieux", "with errors", **{"rooms.name": "", "rooms.address": long})
    room = {"rooms.name": long[:90], "rooms.address": long, "rooms.seats": "40", "reason": long}
    walk.send(f"{PAGE}/lieux", "changed", lu="0", **room)
    walk.see(f"{PAGE}/lieux", "rooms")
    walk.send(f"{PAGE}/rencontres", "changed", lu="1", **SESSIONS)
    wiring.run(enrol, OTHER, "Autre Exemple", Role.ADMIN)
    walk.http.set_cookie("brigade_equipe", walk.staff(OTHER), domain="localhost")
    told = {**SESSIONS, "open_bookings_per_person": "5"}
    walk.send(f"{PAGE}/rencontres", "another changed it", lu="1", **told)
    walk.send(f"{PAGE}/changements/2/defaire", "undone")
    walk.be_nobody()
