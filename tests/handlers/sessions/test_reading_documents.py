"""Who reads a participant's document: they, the adviser of its session, an admin, nobody else."""

from typing import Any, ClassVar

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.documents.documents import Toolbox
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from infra.local.system import STAFF, System
from tests.handlers.http.test_bad_input import nothing_changes
from tests.support.driver import BlankPages, Client

ADVISER, ADMIN = STAFF[1][0], STAFF[0][0]
OTHER = "autre@example.org"


class Seen(BlankPages):
    """Keeps what documents are made of."""

    toolboxes: ClassVar[list[Toolbox]] = []

    def render(self, toolbox: Toolbox) -> bytes:
        self.toolboxes.append(toolbox)
        return super().render(toolbox)


@pytest.fixture
def client(system: System, monkeypatch: pytest.MonkeyPatch) -> Client:
    Seen.toolboxes = []
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", Seen)
    return Client(system)


@pytest.fixture
def ana(client: Client) -> str:
    """The token of somebody with a document."""
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    token = client.register()
    for slot in slots[:2]:
        client.hold(client.book(token, slot))
    client.drain()
    return token


def session_of(address: str) -> str:
    member = wiring.run(enrol, address, "Claude Exemple", Role.ADVISER)
    return wiring.links().token(Purpose.STAFF, member.id, member.link_epoch, wiring.now())


def asked(client: Client, path: str, token: str) -> list[Any]:
    """By the API's header and by the cookie of the team's pages."""
    browser = WsgiClient(client.http.application, use_cookies=False)
    return [
        browser.get(path, headers=each).status_code
        for each in (
            {"Authorization": f"Bearer {token}"},
            {"Cookie": f"brigade_equipe={token}"},
        )
    ]


def test_the_adviser_of_the_session_and_an_admin_read_it_another_adviser_does_not(
    client: Client, ana: str
) -> None:
    document = client.me(ana)["documents"][0]["id"]
    path = f"/documents/{document}"
    with nothing_changes(client, but="Look"):  # who read it is written down
        for address in (ADVISER, ADMIN):
            assert asked(client, path, client.staff(address)) == [200, 200], address
    assert asked(client, path, session_of(OTHER)) == [403, 403]


def test_a_member_who_is_a_participant_too_reads_both_in_one_browser(
    client: Client, ana: str
) -> None:
    mine = client.register("bo@example.org")
    browser = WsgiClient(client.http.application)
    browser.get(f"/mon-espace?jeton={mine}")
    browser.set_cookie("brigade_equipe", client.staff(ADVISER))
    document = client.me(ana)["documents"][0]["id"]
    assert browser.get(f"/documents/{document}").status_code == 200


def test_the_team_s_page_of_a_session_that_was_held_leads_to_its_document(
    client: Client, ana: str
) -> None:
    document = client.me(ana)["documents"][0]["id"]
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER))
    assert f'href="/documents/{document}"' in client.http.get(f"/equipe/rencontres/{document}").text


def test_people_invite_others_with_a_code_of_their_own_the_same_in_each_document(
    client: Client, ana: str
) -> None:
    person = wiring.links().read(Purpose.PERSONAL, ana, wiring.now())[0]
    codes = {each.referral_code for each in Seen.toolboxes}
    (code,) = codes
    assert len(Seen.toolboxes) == 2
    assert len(code) >= 16
    assert code not in person
    assert person not in code
