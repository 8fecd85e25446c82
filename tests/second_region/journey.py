"""`python -m tests.second_region.journey`: a participant's journey, by the delays of TEMPLATES.

Raises AssertionError; run by test_second_region.py for the second region.
"""

import io
import re
from typing import Any

import pypdf

from infra.doubles.table import Table
from infra.local.system import build
from tests.support.driver import Client, SetClock
from tests.support.systems import SITE

A4 = (595, 842)
CONSENTS = {"program": True, "newsletter": False, "photos": False}


def main() -> None:
    system = build(SITE, SetClock("2027-03-01T09:00:00+11:00"), Table())
    client = Client(system)
    token = client.register()
    consents_are_kept(client, token)
    booking = session_is_booked(client, token)
    session_is_held(client, token, booking)
    what_is_asked_is_due_by_its_law(client)
    system.close()


def consents_are_kept(client: Client, token: str) -> None:
    """By the API and by the form, among them the one that is the region's own."""
    assert client.me(token)["consents"] == CONSENTS
    changed = client.call("PATCH", "/api/v1/me", {"consents": {"photos": True}}, token)
    assert changed.status_code == 200, changed.text
    assert client.me(token)["consents"] == {**CONSENTS, "photos": True}
    unknown = client.call("PATCH", "/api/v1/me", {"consents": {"community": True}}, token)
    assert unknown.status_code == 422
    client.enter(token)
    profile = client.http.get("/mon-espace/profil").text
    assert "Paraître en photo" in profile
    form = {
        "given_name": "Ana",
        "family_name": "Exemple",
        "kind": "individual",
        "maturity_level": "emergent",
        "themes": "decouvrabilite",
        "consents": ["program", "newsletter"],
    }
    saved = client.http.post("/mon-espace/profil", data=form)
    assert saved.status_code == 303, saved.text
    assert client.me(token)["consents"] == {**CONSENTS, "newsletter": True}


def session_is_booked(client: Client, token: str) -> dict[str, Any]:
    """In sessions of 45 minutes; a day before comes the one reminder; two days before, no more."""
    slots = client.driver.open_day(
        client.staff(),
        "brigadiere@example.org",
        "2027-03-15T09:00:00+11:00",
        "2027-03-15T11:15:00+11:00",
    )
    assert [slot["starts_at"][11:16] for slot in slots] == ["09:00", "09:45", "10:30"]
    booking = client.book(token, slots[0])
    client.move_to("2027-03-13T09:01:00+11:00")
    late = client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token)
    assert (late.status_code, late.get_json()["code"]) == (422, "too_late")
    client.move_to("2027-03-14T08:59:00+11:00")
    assert client.kinds() == ["registration", "booking_confirmed"]
    client.move_to("2027-03-14T09:01:00+11:00")
    client.move_to("2027-03-15T09:45:00+11:00")
    assert client.kinds() == ["registration", "booking_confirmed", "booking_reminder"]
    return booking


def session_is_held(client: Client, token: str, booking: dict[str, Any]) -> None:
    """Its document is on A4; the survey comes after three days and once more after ten."""
    client.hold(booking, notes="Votre fiche est **prête**.")
    client.advance("PT2M")
    assert client.kinds()[-1] == "document"
    [document] = client.me(token)["documents"]
    served = client.http.get(document["url"].removeprefix(SITE))
    for page in pypdf.PdfReader(io.BytesIO(served.data)).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
    after = len(client.kinds())
    for kinds in ([], ["survey_invitation"], ["survey_invitation", "survey_reminder"]):
        days = {0: "P2D", 1: "P2D", 2: "P30D"}[len(kinds)]
        client.advance(days)
        assert client.kinds()[after:] == kinds, client.kinds()


def what_is_asked_is_due_by_its_law(client: Client) -> None:
    """In twenty days, of which who is in charge is told after seven and after seventeen."""
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    asked = {"kind": "access", "channel": "written", "email": "autre@example.org", "who": "Moana"}
    taken = client.http.post("/equipe/demandes", data=asked)
    assert taken.status_code == 303, taken.text
    page = client.http.get("/equipe/demandes").text
    assert re.search(r"La loi donne 20\sjours", page)
    assert re.search(r"<span class=\"tag\">20\sjours", page)
    told = [len(client.kinds("donnees@lagon.example.net"))]
    for days in ("P6D", "P2D", "P10D"):
        client.advance(days)
        told.append(len(client.kinds("donnees@lagon.example.net")))
    assert told == [0, 0, 1, 2]


if __name__ == "__main__":
    main()
