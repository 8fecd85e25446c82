"""The page of the list of people, and the lists that a member of the team keeps."""

import re
from html import unescape
from typing import Any

import pytest

from chalicelib.domain.directory.lists import MOST_LISTS
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
PAGE, LISTS = "/equipe/personnes", "/api/v1/staff/lists"


def be(client: Client, who: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(who))


@pytest.fixture
def client(system: Any) -> Client:
    made = Client(system)
    made.ask_to_join("zoe@example.org", given_name="Zoé", family_name="Gauthier")
    made.ask_to_join("luc@example.org", given_name="Luc", family_name="L’Heureux")
    be(made, ADMIN)
    return made


def shown(client: Client, query: str = "") -> str:
    answer = client.http.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def keep(client: Client, **fields: Any) -> Any:
    return client.http.post(f"{PAGE}/listes", data=fields)


def test_who_is_found_is_shown_with_what_hinders(client: Client) -> None:
    page = shown(client, "q=gotier")
    assert "Zoé Gauthier" in page
    assert "Luc" not in page
    assert "Une personne<" in page
    assert "Adresse non confirmée</span>" in page
    assert "Personne ne correspond" in shown(client, "q=xavier")


def test_filters_are_said_in_words_and_taken_away_one_by_one(client: Client) -> None:
    page = shown(client, "filtre=unproven&filtre=level:emergent&filtre=rien")
    assert "2 personnes<" in page
    assert "Retirer le filtre Émergent" in page
    assert f'href="{PAGE}?filtre=unproven"' in page
    assert f'href="{PAGE}?filtre=level%3Aemergent"' in page


def test_pages_follow_one_another_by_links(client: Client) -> None:
    for n in range(30):
        client.ask_to_join(f"p{n}@example.org", given_name=f"P{n:02}", family_name="Zzyzx")
    page = shown(client)
    assert "Les 25 premières personnes" in page
    [further] = re.findall(r'href="([^"]+suite=[^"]+)"', page)
    rest = unescape(client.http.get(further).text)
    assert "Les 7 dernières personnes" in rest
    names = re.findall(r"<strong>(P\d+) Zzyzx</strong>", page + rest)
    assert len(set(names)) == len(names) == 30
    assert "Luc" in shown(client, "suite=rien")


def test_a_list_is_kept_opened_and_removed_and_put_back(client: Client) -> None:
    asked = {"q": "gotier", "filtre": ["unproven", "rien"]}
    kept = keep(client, name="À rappeler", **asked)
    assert kept.status_code == 303
    page = unescape(client.http.get(kept.headers["Location"]).text)
    assert "La liste « À rappeler » est gardée." in page
    assert f'href="{PAGE}?q=gotier&filtre=unproven" aria-current="page">À rappeler' in page
    [remove] = re.findall(rf'action="({PAGE}/listes/[^"]+)"', page)
    gone = client.http.post(remove)
    back = unescape(client.http.get(gone.headers["Location"]).text)
    assert "La liste « À rappeler » est retirée." in back
    assert client.call("GET", LISTS, token=client.staff(ADMIN)).json == {"lists": []}
    assert keep(client, name="À rappeler", **asked).status_code == 303
    assert client.http.post(remove).status_code == 303
    assert client.http.post(remove).status_code == 404


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client: Client) -> None:
    refused = keep(client, name=" ", q="gotier")
    assert refused.status_code == 422
    assert "Donnez un nom à cette liste." in unescape(refused.text)
    assert 'value="gotier"' in refused.text
    for n in range(MOST_LISTS):
        assert keep(client, name=f"Liste {n}", q="a").status_code == 303
    full = keep(client, name="Une de plus", q="gotier")
    assert full.status_code == 409
    assert "Vous gardez déjà trente listes" in full.text
    assert keep(client, name="liste 3", q="autre").status_code == 303, "of the same name"


def test_lists_are_each_member_s_own(client: Client) -> None:
    token = client.staff(ADMIN)
    body = {"name": "Sans rencontre", "filters": ["unbooked"]}
    made: Any = client.call("POST", LISTS, body, token).json
    assert made == {**body, "q": "", "id": made["id"]}
    assert client.call("GET", LISTS, token=token).json == {"lists": [made]}
    hers = client.staff(HERS)
    assert client.call("GET", LISTS, token=hers).json == {"lists": []}
    path = f"{LISTS}/{made['id']}"
    assert client.call("DELETE", path, token=hers).status_code == 404
    assert client.call("DELETE", path, token=token).status_code == 204
    refused = client.call("POST", LISTS, {"name": "X", "filters": ["with:s1"]}, token)
    assert refused.status_code == 422


def test_the_same_request_twice_keeps_one_list(client: Client) -> None:
    token = client.staff(ADMIN)
    first, second = (
        client.call("POST", LISTS, {"name": "Une"}, token, Idempotency_Key="k") for _ in range(2)
    )
    assert (first.status_code, first.json) == (second.status_code, second.json)
    other = client.call("POST", LISTS, {"name": "Autre"}, token, Idempotency_Key="k")
    assert other.status_code == 422


def test_an_adviser_is_told_whom_the_list_has(client: Client) -> None:
    be(client, HERS)
    assert "qui ont une rencontre avec vous; les autres" in shown(client)
    client.http.delete_cookie("brigade_equipe")
    assert client.http.get(PAGE).status_code == 401


def test_a_list_that_is_empty_says_whom_it_holds(client: Client) -> None:
    be(client, HERS)
    page = shown(client)
    assert "Personne encore" in page
    assert "une rencontre avec vous" in page
    assert "Essayez un seul mot" not in page
    assert "Essayez un seul mot" in shown(client, "q=zoe")
