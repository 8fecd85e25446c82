"""The operator's own function: who may sign in to the staff's pages."""

from typing import Any

import pytest

from chalicelib.domain.errors import NotFound
from tests.support.driver import Client

pytestmark = pytest.mark.database

ADDRESS = "nouvelle@example.org"


def enrol(client: Client, **changes: Any) -> None:
    event = {"email": ADDRESS, "name": "Nouvelle Exemple", "role": "adviser", **changes}
    client.system.app.enrol_staff(event, None)


def sign_in_mails(client: Client) -> int:
    client.http.post("/equipe/lien", data={"email": ADDRESS})
    client.drain()
    return len(client.mails("staff_sign_in", ADDRESS))


def agenda(client: Client, token: str) -> int:
    path = "/api/v1/staff/agenda?from=2027-03-01&to=2027-04-01"
    return client.call("GET", path, token=token).status_code


def test_who_is_enrolled_receives_a_link_to_sign_in(client: Client) -> None:
    assert sign_in_mails(client) == 0
    enrol(client)
    assert sign_in_mails(client) == 1
    assert agenda(client, client.staff(ADDRESS)) == 200


def test_enrolling_twice_keeps_their_sessions(client: Client) -> None:
    enrol(client)
    token = client.staff(ADDRESS)
    enrol(client, role="admin")
    assert agenda(client, token) == 200


def test_who_is_barred_is_out_at_once_and_until_enrolled_again(client: Client) -> None:
    enrol(client)
    token = client.staff(ADDRESS)
    enrol(client, role="none")
    assert agenda(client, token) == 401
    assert sign_in_mails(client) == 0
    enrol(client)
    assert agenda(client, token) == 401
    assert sign_in_mails(client) == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"email": "sans arobase"}, ValueError),
        ({"email": "une autre@example.org"}, ValueError),
        ({"email": "moi@ici"}, ValueError),
        ({"name": "www.example.org"}, ValueError),
        ({"role": "reine"}, ValueError),
        ({"email": "inconnue@example.org", "role": "none"}, NotFound),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    client: Client, wrong: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        enrol(client, **wrong)
    assert sign_in_mails(client) == 0
