"""Where a page of people ends is told to nobody, and opens the next page of that list alone."""

from base64 import urlsafe_b64decode
from typing import Any

import pytest

from chalicelib.workflows.directory.merging import find_doubles
from tests.support.driver import REGISTRATION, Client
from tests.support.systems import system_for

system = system_for()

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
PEOPLE, DOUBLES = "/api/v1/staff/people", "/api/v1/staff/doubles"


@pytest.fixture
def client(system: Any) -> Client:
    """Thirty people, two by two of one telephone."""
    made = Client(system)
    told = {**REGISTRATION, "family_name": "Zzyzx"}
    for n in range(30):
        phone = f"450 555-01{n // 2:02}"
        made.driver.register(
            {**told, "email": f"p{n}@example.org", "given_name": f"P{n}", "phone": phone}
        )
    made.drain()
    return made


def ask(client: Client, path: str, cursor: str = "", who: str = ADMIN) -> Any:
    headers = {"Authorization": f"Bearer {client.staff(who)}"}
    return client.http.get(path, headers=headers, query_string={"cursor": cursor})


@pytest.mark.parametrize("path", [PEOPLE, DOUBLES])
def test_a_place_tells_nothing_and_opens_its_own_list_for_its_own_reader(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SHOWN", "MOST"):
        monkeypatch.setattr(find_doubles, name, 1)
    place = ask(client, path).get_json()["next"]
    said = urlsafe_b64decode(place + "==") + place.encode()
    assert not any(each in said for each in (b"zzyzx", b"55501", b"phone", b"=all"))
    assert ask(client, path, place).status_code == 200
    other = DOUBLES if path == PEOPLE else PEOPLE
    altered = place[:-4] + ("AAAA" if place[-4:] != "AAAA" else "BBBB")
    refused = [
        ask(client, path, altered),
        ask(client, path, place, HERS),
        ask(client, other, place),
        ask(client, path, place + "A"),
    ]
    codes = {(each.status_code, each.get_json()["errors"][0]["field"]) for each in refused}
    assert codes == {(422, "cursor")}
