"""Two people with one address are told apart: each has a link, and mails that name them."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.participants import AddressHolder, Participant
from chalicelib.workflows.mail.settle_message import settle_message
from infra.driving import API
from tests.handlers.people.test_mail_law import ONE_CLICK, press
from tests.support.driver import CALLER, Client, text_of, token_in, whose
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
SHARED = "couple@example.org"
PEOPLE = f"{API}/staff/people"


@pytest.fixture
def client(system: Any) -> Client:
    return Client(system)


@pytest.fixture
def ana(client: Client) -> str:
    return client.register(SHARED)


def register(client: Client, **told: Any) -> Any:
    answer = client.call("POST", PEOPLE, {**CALLER, "email": SHARED, **told}, client.staff(HERS))
    client.drain()
    return answer


def person(identifier: str) -> Participant:
    found = wiring.store().one(Participant, identifier)
    assert found is not None
    return found


@pytest.fixture
def rose(client: Client, ana: str) -> str:
    answer = register(client, same_address_as=whose(ana))
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


def link_of_rose(client: Client) -> str:
    [mail] = [each for each in client.mails("registration", SHARED) if "Rose" in text_of(each)]
    return token_in(mail)


def test_the_second_is_greeted_by_name_and_their_link_opens_them_alone(
    client: Client, ana: str, rose: str
) -> None:
    theirs = link_of_rose(client)
    assert whose(theirs) == rose != whose(ana)
    assert client.me(theirs)["profile"]["given_name"] == "Rose"
    assert client.me(ana)["profile"]["given_name"] == "Ana"
    holder = wiring.store().one(AddressHolder, address_key(SHARED))
    assert holder is not None
    assert holder.participant_id == whose(ana)


def test_what_they_agreed_to_by_telephone_is_the_programme_and_no_mail(
    client: Client, ana: str
) -> None:
    consents = {"program": True, "newsletter": True}
    told = register(client, same_address_as=whose(ana), consents=consents).get_json()
    assert person(told["id"]).consents_now() == {"program": True}


def test_an_address_that_nobody_has_proven_is_proven_for_the_second_by_their_own_act(
    client: Client,
) -> None:
    first = client.ask_to_join(SHARED)
    consents = {"program": True, "newsletter": True}
    answer = register(client, same_address_as=whose(first), consents=consents)
    rose = answer.get_json()["id"]
    assert person(rose).proven_at is None
    assert person(rose).consents_now().get("program") is not True
    links = map(token_in, client.mails("registration", SHARED))
    [theirs] = [each for each in links if whose(each) == rose]
    client.driver.confirm(theirs)
    assert person(rose).consents_now() == {"program": True}
    assert client.me(theirs)["confirmed"] is True
    assert person(whose(first)).proven_at is None
    client.drain()
    filters = client.call("GET", f"{PEOPLE}?filter=unproven", token=client.staff(ADMIN))
    assert [each["id"] for each in filters.get_json()["people"]] == [whose(first)]


def test_who_says_that_it_was_not_them_leaves_the_first_and_the_address(client: Client) -> None:
    first = client.ask_to_join(SHARED)
    rose = register(client, same_address_as=whose(first)).get_json()["id"]
    links = map(token_in, client.mails("registration", SHARED))
    [theirs] = [each for each in links if whose(each) == rose]
    gone = client.http.post("/mon-espace/pas-moi", data={"jeton": theirs})
    assert gone.status_code == 200
    client.drain()
    assert wiring.store().one(Participant, rose) is None
    holder = wiring.store().one(AddressHolder, address_key(SHARED))
    assert holder is not None
    assert holder.participant_id == whose(first)
    client.driver.confirm(first)


def test_an_address_is_shared_with_who_has_it_alone(client: Client, ana: str) -> None:
    other = client.register("autre@example.org")
    for told in ({}, {"same_address_as": whose(other)}, {"same_address_as": "pnobody"}):
        refused = register(client, **told)
        assert refused.status_code == 422
    assert [each["field"] for each in refused.get_json()["errors"]] == ["same_address_as"]


def test_both_are_found_by_the_address_and_are_no_doubles(
    client: Client, ana: str, rose: str
) -> None:
    token = client.staff(ADMIN)
    found = client.call("GET", f"{PEOPLE}?q=couple", token=token).get_json()["people"]
    assert {each["id"]: each["email"] for each in found} == {rose: SHARED, whose(ana): SHARED}
    doubles = client.call("GET", f"{API}/staff/doubles", token=token).get_json()["doubles"]
    assert doubles == []


def test_a_bounce_and_an_unsubscription_are_of_the_one_whose_mail_it_was(
    client: Client, ana: str, rose: str
) -> None:
    [mail] = [e for e in wiring.store().person(rose) if isinstance(e, Message)]
    wiring.run(settle_message, mail.id, State.BOUNCED, True)
    assert person(rose).bounced_at is not None
    assert person(whose(ana)).bounced_at is None
    links = wiring.links()
    token = links.token(Purpose.UNSUBSCRIBE, f"{rose} surveys", 0, wiring.now())
    press(client, f"/desabonnement?jeton={token}", **ONE_CLICK)
    assert "surveys" in person(rose).refusals
    assert person(whose(ana)).refusals == ()


def test_merged_and_parted_both_are_as_before(client: Client, ana: str, rose: str) -> None:
    token, before = client.staff(ADMIN), (person(whose(ana)), person(rose))
    for kept, other in ((whose(ana), rose), (rose, whose(ana))):
        merged = client.call("POST", f"{PEOPLE}/{kept}/merge", {"other": other}, token)
        assert merged.status_code == 200, merged.text
        assert person(kept).mailed_at == SHARED
        parted = client.call("POST", f"{PEOPLE}/{kept}/unmerge", {}, token)
        assert parted.status_code == 200, parted.text
        client.drain()
        after = person(whose(ana)), person(rose)
        for one, then in zip(before, after, strict=True):
            assert (then.email, then.shared_email) == (one.email, one.shared_email)
        holder = wiring.store().one(AddressHolder, address_key(SHARED))
        assert holder is not None
        assert holder.participant_id == whose(ana)


def test_who_is_erased_leaves_the_other_and_the_address(
    client: Client, ana: str, rose: str
) -> None:
    client.call("DELETE", "/api/v1/me", token=link_of_rose(client))
    client.drain()
    assert wiring.store().one(Participant, rose) is None
    assert client.me(ana)["profile"]["given_name"] == "Ana"
    assert "erased" in client.kinds(SHARED)


def test_who_gets_an_address_of_their_own_shares_no_more(
    client: Client, ana: str, rose: str
) -> None:
    path = f"{PEOPLE}/{rose}"
    answer = client.call("PATCH", path, {"email": "rose@example.org"}, client.staff(HERS))
    assert answer.status_code == 200, answer.text
    client.drain()
    assert (person(rose).mailed_at, person(rose).shared_email) == ("rose@example.org", "")
    assert person(rose).proven_at is None
    assert person(rose).consents_now().get("program") is not True
    theirs = client.token_for("rose@example.org", "personal_link")
    client.driver.confirm(theirs)
    assert person(rose).consents_now().get("program") is True
    assert client.me(client.token_for("rose@example.org", "personal_link"))["profile"]
    assert client.me(ana)["profile"]["given_name"] == "Ana"


def test_who_proves_an_address_of_their_own_has_proven_it(
    client: Client, ana: str, rose: str
) -> None:
    client.call("PATCH", f"{API}/me", {"email": "rose@example.org"}, link_of_rose(client))
    client.drain()
    proof = token_in(client.mails("address_proof", "rose@example.org")[-1])
    moved = client.http.post("/mon-espace/adresse/confirmer", data={"jeton": proof})
    assert moved.status_code == 303
    assert person(rose).email == "rose@example.org"
    assert person(rose).proven_at is not None
    assert person(rose).consents_now().get("program") is True


def test_what_else_is_corrected_leaves_the_shared_address(
    client: Client, ana: str, rose: str
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(HERS))
    form = {"given_name": "Rosa", "email": SHARED, "email_seen": SHARED}
    answer = client.http.post(f"/equipe/personnes/{rose}/corriger", data=form)
    assert answer.status_code == 303, answer.text
    assert (person(rose).profile.given_name, person(rose).shared_email) == ("Rosa", SHARED)
    assert person(rose).proven_at is not None


def test_who_corrects_an_address_is_told_who_else_is_written_to_there(
    client: Client, ana: str, rose: str
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    ours, theirs = (f"/equipe/personnes/{each}" for each in (whose(ana), rose))
    page = client.http.get(f"{ours}/corriger").text
    assert "reçoit aussi ses courriels à cette adresse" in page
    assert f'href="{theirs}/corriger"' in page
    assert "reçoit aussi" not in client.http.get(f"{theirs}/corriger").text
    assert "n’est plus à personne d’autre" not in client.http.get(theirs).text
    answer = client.http.post(f"{ours}/corriger", data={"email": "ana@example.org"})
    assert answer.status_code == 303
    client.drain()
    assert "n’est plus à personne d’autre" in client.http.get(theirs).text


def test_the_form_asks_whether_it_is_another_person_at_that_address(
    client: Client, ana: str
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    form = {"given_name": "Rose", "family_name": "Exemple", "email": SHARED, "consents": "program"}
    asked = client.http.post("/equipe/inscrire", data=form)
    assert "Une autre personne, à la même adresse" in asked.text
    assert f'name="aussi" value="{whose(ana)}"' in asked.text
    answer = client.http.post("/equipe/inscrire", data={**form, "aussi": whose(ana)})
    assert answer.status_code == 303
    client.drain()
    assert whose(link_of_rose(client)) != whose(ana)
