"""A child under 14 consents by a parent or tutor alone, whatever order things happen in."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.consents import ConsentSource, in_force
from chalicelib.domain.people.participants import AddressHolder, Guardian, Participant
from infra.local.system import System
from tests.support.driver import REGISTRATION, THEME, text_of, token_in
from tests.support.events import EventClient

GUARDIAN = {"name": "Lou Exemple", "email": "parent@example.org"}
FORM = {
    "given_name": "Ana",
    "family_name": "Exemple",
    "email": "ana@example.org",
    "kind": "student",
    "maturity_level": "debutant",
    "themes": THEME,
    "consents": ["program", "newsletter"],
}
TICKED = {
    "under_14": "oui",
    "guardian.name": "Lou Exemple",
    "guardian.email": "parent@example.org",
}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def ask(client: EventClient, address: str, guardian: str = "", **changes: Any) -> None:
    named = {"under_14": True, "guardian": {**GUARDIAN, "email": guardian}} if guardian else {}
    consents = {"program": True, "newsletter": True}
    client.driver.register(
        {**REGISTRATION, "email": address, "consents": consents, **named, **changes}
    )
    client.drain()


def person_at(address: str) -> Participant | None:
    holder = wiring.store().one(AddressHolder, address_key(address))
    return wiring.store().one(Participant, holder.participant_id) if holder else None


def test_the_guardian_is_written_to_and_their_act_gives_the_consents(client: EventClient) -> None:
    ask(client, "ana@example.org", "parent@example.org")
    assert client.kinds("ana@example.org") == []
    assert client.kinds("parent@example.org") == ["registration"]
    (mail,) = client.mails("registration", "parent@example.org")
    assert mail["subject"] == "Un enfant demande votre accord pour s’inscrire"
    assert "moins de 14\u00a0ans" in text_of(mail)
    assert "Participer au programme" in text_of(mail)
    assert not any(word in str(mail["to"]) + text_of(mail) for word in ("Ana", "Lou", "ana@"))
    token = client.token_for("parent@example.org")
    assert not any(client.me(token)["consents"].values())
    client.driver.confirm(token)
    assert client.me(token)["consents"]["newsletter"]
    person = person_at("ana@example.org")
    assert person is not None
    sources = {entry.source for entry in in_force(person.consents).values()}
    assert sources == {ConsentSource.GUARDIAN}


def test_the_guardian_withdraws_exports_and_erases(client: EventClient) -> None:
    ask(client, "ana@example.org", "parent@example.org")
    token = client.token_for("parent@example.org")
    client.driver.confirm(token)
    refusing = {"consents": {"newsletter": False}}
    assert client.call("PATCH", "/api/v1/me", refusing, token).status_code == 200
    person = person_at("ana@example.org")
    assert person is not None
    assert person.consents[-1].source is ConsentSource.GUARDIAN
    export = client.call("GET", "/api/v1/me/export", token=token).text
    assert "parent@example.org" in export
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    client.drain()
    assert person_at("ana@example.org") is None
    assert client.kinds("parent@example.org")[-1] == "erased"
    assert client.kinds("ana@example.org") == []


def test_a_guardian_can_be_flooded_no_more_than_anybody(client: EventClient) -> None:
    for n in range(5):
        ask(client, f"enfant{n}@example.org", "parent@example.org")
        ask(client, f"enfant{n}@example.org", f"parent+{n}@example.org")
    sent = [mail for mail in client.system.mailbox.mails if mail.to.startswith("parent")]
    assert len(sent) == 1


def test_a_guardian_is_asked_for_each_of_their_children_in_turn(client: EventClient) -> None:
    """Two forms of one evening: a mail for the second leaves once a second one may."""
    for child in ("ana@example.org", "leo@example.org"):
        ask(client, child, "parent@example.org")
    client.driver.confirm(client.token_for("parent@example.org"))
    assert client.kinds("parent@example.org").count("registration") == 1
    client.advance("PT7H")
    assert client.kinds("parent@example.org").count("registration") == 2
    client.driver.confirm(client.token_for("parent@example.org", "registration"))
    people = [person_at(child) for child in ("ana@example.org", "leo@example.org")]
    assert all(person is not None and person.joined for person in people)


def test_invented_children_fill_no_guardian_s_mailbox(client: EventClient) -> None:
    for n in range(12):
        ask(client, f"enfant{n}@example.org", f"parent+{n}@example.org")
    for _ in range(12):
        client.advance("PT4H")
    sent = [mail.sent_at for mail in client.system.mailbox.mails if mail.to.startswith("parent")]
    assert len(sent) <= wiring.programme().limits.first_mails
    gaps = [after - before for before, after in pairwise(sent)]
    assert all(gap >= wiring.programme().limits.first_mail_every for gap in gaps)


def named_behind_the_link(client: EventClient, token: str, guardian: str) -> int:
    """The child says, behind their own link, that they are under 14 and who speaks for them."""
    client.enter(token)
    named = {"guardian.name": "Lou Exemple", "guardian.email": guardian}
    return int(client.http.post("/mon-espace/parent", data=named).status_code)


@pytest.mark.parametrize("before", ["joins", "comes to an event"])
def test_a_stranger_s_guardian_overturns_nothing_of_what_an_owner_asked(
    client: EventClient, before: str
) -> None:
    event = client.create(public=True)
    if before == "joins":
        ask(client, "ana@example.org")
        kind = "registration"
    else:
        child_comes(client, "ana@example.org", event)
        client.drain()
        kind = "event_confirmed"
    token = token_in(client.mails(kind, "ana@example.org")[-1])
    seen = client.me(token)
    ask(client, "ana@example.org", "stranger@example.org", organization="École")
    client.advance("PT7H")
    ask(client, "ana@example.org", "stranger+2@example.org")
    assert [mail for mail in client.system.mailbox.mails if "stranger" in mail.to] == []
    after = client.me(token)
    for held in ("event_registrations", "sessions", "profile"):
        assert after[held] == seen[held]
    person = person_at("ana@example.org")
    assert person is not None
    assert person.guardian is None
    client.driver.confirm(token)
    assert client.me(token)["confirmed"]


def test_the_guardian_named_first_stays_whoever_a_later_form_names(client: EventClient) -> None:
    ask(client, "ana@example.org", "parent@example.org", organization="École")
    first = client.token_for("parent@example.org")
    ask(client, "ana@example.org", "autre@example.org")
    assert client.me(first)["profile"]["organization"] == "École"
    assert client.kinds("autre@example.org") == []


@pytest.mark.parametrize("proven", [False, True])
def test_a_child_who_signed_up_alone_names_their_guardian_behind_their_link(
    client: EventClient, proven: bool
) -> None:
    ask(client, "ana@example.org", organization="École")
    token = client.token_for("ana@example.org")
    client.enter(token)
    assert 'href="/mon-espace/parent"' in client.http.get("/mon-espace").text
    if proven:
        client.driver.confirm(token)
    assert 'href="/mon-espace/parent"' in client.http.get("/mon-espace/profil").text
    assert named_behind_the_link(client, token, "parent@example.org") == 303
    client.drain()
    person = person_at("ana@example.org")
    assert person is not None
    assert person.guardian == Guardian("Lou Exemple", "parent@example.org")
    assert not person.proven
    assert not any(person.consents_now().values())
    assert client.call("GET", "/api/v1/me", token=token).status_code == 401
    (mail,) = client.mails("registration", "parent@example.org")
    assert "Participer au programme" in text_of(mail)
    assert not any(word in str(mail["to"]) + text_of(mail) for word in ("Ana", "Lou", "ana@"))
    theirs = client.token_for("parent@example.org")
    assert client.me(theirs)["profile"]["organization"] == "École"
    client.driver.confirm(theirs)
    assert client.me(theirs)["consents"]["newsletter"]
    person = person_at("ana@example.org")
    assert person is not None
    held = in_force(person.consents).values()
    assert {entry.source for entry in held if entry.granted} == {ConsentSource.GUARDIAN}
    told = client.mails("address_changed", "ana@example.org")
    assert len(told) == proven, "who had confirmed their address is told there"
    assert all("parent ou tuteur" in text_of(each) for each in told)


def test_the_page_that_names_a_guardian_asks_in_french_and_refuses_the_child_s_address(
    client: EventClient,
) -> None:
    ask(client, "ana@example.org")
    token = client.token_for("ana@example.org")
    client.enter(token)
    assert "moins de 14\u00a0ans" in client.http.get("/mon-espace/parent").text
    blank = client.http.post("/mon-espace/parent", data={"guardian.name": ""})
    assert blank.status_code == 422
    assert "Écrivez le nom de votre parent ou de votre tuteur." in blank.text
    assert "Écrivez le courriel de votre parent ou de votre tuteur." in blank.text
    own = {"guardian.name": "Lou Exemple", "guardian.email": "Ana+moi@example.org"}
    refused = client.http.post("/mon-espace/parent", data=own)
    assert refused.status_code == 422
    assert "pas la vôtre" in refused.text
    assert 'value="Lou Exemple"' in refused.text
    assert not client.me(token)["confirmed"], "saying so proves nothing"


def test_a_guardian_hands_a_child_to_nobody_else(client: EventClient) -> None:
    ask(client, "ana@example.org", "parent@example.org")
    token = client.token_for("parent@example.org")
    client.enter(token)
    assert 'href="/mon-espace/parent"' not in client.http.get("/mon-espace").text
    assert 'href="/mon-espace/parent"' not in client.http.get("/mon-espace/profil").text
    assert named_behind_the_link(client, token, "autre@example.org") == 403
    assert client.kinds("autre@example.org") == []


def test_a_form_gives_no_guardian_to_whom_we_know(client: EventClient) -> None:
    token = client.register("ana@example.org")
    before = client.me(token)
    ask(client, "ana@example.org", "parent@example.org")
    assert client.me(token) == before
    assert client.kinds("parent@example.org") == []


def test_at_14_the_child_s_own_address_is_proven_by_leave_of_the_guardian(
    client: EventClient,
) -> None:
    ask(client, "ana@example.org", "parent@example.org")
    token = client.token_for("parent@example.org")
    client.driver.confirm(token)
    assert client.call("PATCH", "/api/v1/me", {"email": "ana@example.org"}, token).status_code < 300
    client.drain()
    proof = client.token_for("ana@example.org", "address_proof")
    assert client.http.post("/mon-espace/adresse/confirmer", data={"jeton": proof}).location
    client.drain()
    person = person_at("ana@example.org")
    assert person is not None
    assert person.guardian is None
    assert person.consents_now()["newsletter"]
    assert client.kinds("parent@example.org")[-1] == "address_changed"


@pytest.mark.parametrize(
    ("left_out", "field"),
    [({"guardian"}, "guardian"), ({"name"}, "guardian.name"), ({"email"}, "guardian.email")],
)
def test_the_api_asks_for_the_guardian_of_a_child(
    client: EventClient, left_out: set[str], field: str
) -> None:
    guardian = {name: value for name, value in GUARDIAN.items() if name not in left_out}
    body: dict[str, Any] = {**REGISTRATION, "under_14": True, "guardian": guardian}
    body = {name: value for name, value in body.items() if name not in left_out}
    answer = client.call("POST", "/api/v1/registrations", {**body, "email": "ana@example.org"})
    assert answer.status_code == 422
    (error,) = (answer.get_json() or {})["errors"]
    assert error["field"] == field
    assert "parent" in error["message"]


def test_the_child_s_address_is_nobody_else_s(client: EventClient) -> None:
    for spelling in ("ana@example.org", "ANA+moi@example.org"):
        guardian = {**GUARDIAN, "email": spelling}
        body = {**REGISTRATION, "email": "ana@example.org", "guardian": guardian}
        answer = client.call("POST", "/api/v1/registrations", {**body, "under_14": True})
        assert answer.status_code == 422
        assert "pas la vôtre" in answer.text


def test_the_form_asks_in_french_and_keeps_what_was_typed(client: EventClient) -> None:
    shown = client.http.get("/inscription").text
    assert "J’ai moins de 14\u00a0ans" in shown
    assert 'value="oui" checked' not in shown
    again = client.http.post("/inscription", data={**FORM, "under_14": "oui"})
    assert again.status_code == 422
    assert "Écrivez le nom de votre parent ou de votre tuteur." in again.text
    assert "Écrivez le courriel de votre parent ou de votre tuteur." in again.text
    assert 'value="oui" checked' in again.text
    done = client.http.post("/inscription", data={**FORM, **TICKED}, follow_redirects=True)
    assert done.status_code == 200
    assert "parent@example.org" in done.text
    client.drain()
    assert client.kinds("parent@example.org") == ["registration"]
    token = client.token_for("parent@example.org")
    client.enter(token)
    assert "Je donne mon accord" in client.http.get("/mon-espace").text
    assert client.http.post("/mon-espace/confirmation", data={}).status_code == 303
    assert client.me(token)["confirmed"] is True


def test_forms_of_events_lead_a_child_to_registration(client: EventClient) -> None:
    event = client.create()
    assert "Moins de 14\u00a0ans?" in client.http.get(f"/evenements/{event['id']}").text


def test_refusing_erases_what_a_child_asked(client: EventClient) -> None:
    ask(client, "ana@example.org", "parent@example.org")
    token = client.token_for("parent@example.org")
    assert client.http.post("/mon-espace/pas-moi", data={"jeton": token}).status_code == 200
    client.drain()
    assert person_at("ana@example.org") is None
    assert client.kinds("ana@example.org") == []


Step = Callable[[EventClient, str, dict[str, Any]], None]


def child_form(client: EventClient, child: str, _: dict[str, Any]) -> None:
    ask(client, child)


def child_guarded(client: EventClient, child: str, _: dict[str, Any]) -> None:
    """Name the guardian by the form; behind the mailed link, if anything was recorded before."""
    ask(client, child, f"parent-{child}")
    person = person_at(child)
    assert person is not None
    if person.guardian is None:
        token = wiring.links().token(Purpose.PERSONAL, person.id, person.link_epoch, wiring.now())
        assert named_behind_the_link(client, token, f"parent-{child}") == 303


def child_comes(client: EventClient, child: str, event: dict[str, Any]) -> None:
    names = {"given_name": "Ana", "family_name": ""}
    body = {"mode": "online", "email": child, **names, "consents": {"program": True}}
    client.call("POST", f"/api/v1/events/{event['id']}/registrations", body)


def link_asked(client: EventClient, child: str, _: dict[str, Any]) -> None:
    client.http.post("/mon-espace/lien", data={"email": child})


def time_passes(client: EventClient, _: str, __: dict[str, Any]) -> None:
    client.advance("PT7H")


def child_acts(client: EventClient, child: str, _: dict[str, Any]) -> None:
    """Use every link that ever went to the child's own address."""
    client.drain()
    for mail in [each for each in client.system.mailbox.mails if each.to == child]:
        for word in text_of(client.mails(mail.kind, child)[-1]).split():
            token = word.partition("jeton=")[2]
            if token:
                client.call("POST", "/api/v1/me/confirmation", {}, token)
                client.call("PATCH", "/api/v1/me", {"consents": {"community": True}}, token)
                client.http.post("/mon-espace/adresse/confirmer", data={"jeton": token})


STEPS: list[Step] = [child_form, child_guarded, child_comes, link_asked, time_passes, child_acts]
counts = iter(range(10_000))


@given(
    before=st.lists(
        st.sampled_from([child_form, child_comes, link_asked, time_passes]), max_size=2
    ),
    after=st.lists(st.sampled_from(STEPS), min_size=1, max_size=4),
)
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_consent_of_a_child_is_in_force_without_the_guardian_s_act(
    client: EventClient, before: list[Step], after: list[Step]
) -> None:
    """The forms may come in any order; the child tries every link that ever came to them."""
    child = f"enfant{next(counts)}@example.org"
    event = client.create(capacity={"in_person": 500, "online": 500})
    for step in (*before, child_guarded, *after, child_acts):
        step(client, child, event)
    person = person_at(child)
    assert person is not None
    assert not person.proven
    assert not any(person.consents_now().values())
    token = wiring.links().token(Purpose.PERSONAL, person.id, person.link_epoch, wiring.now())
    client.driver.confirm(token, newsletter=False)
    for step in (*after, child_acts):
        step(client, child, event)
    person = person_at(child)
    assert person is not None
    held = in_force(person.consents)
    assert {entry.source for entry in held.values()} == {ConsentSource.GUARDIAN}
    assert held["program"].granted
    assert not held["newsletter"].granted


def test_the_team_corrects_a_guardian_s_address_which_its_mailed_link_proves(
    client: EventClient,
) -> None:
    slot = client.open_day("2027-03-16T09:00:00-04:00", "2027-03-16T10:00:00-04:00")[0]
    ask(client, "ana@example.org", "parent@example.org")
    lost = client.token_for("parent@example.org")
    client.driver.confirm(lost)
    booking = client.book(lost, slot)
    client.register("prise@example.org")
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/rencontres/{booking['id']}"
    assert "parent@example.org" in client.http.get(page).text
    assert "parent ou tuteur" in client.http.get(f"{page}/adresse").text

    def typed(address: str) -> Any:
        return client.http.post(f"{page}/adresse", data={"email": address})

    for own in ("ana@example.org", "Ana+autre@Example.org"):
        assert "C’est l’adresse de l’enfant" in typed(own).text
    assert typed("nouveau@example.org").status_code == 303
    client.drain()
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    person = person_at("ana@example.org")
    assert person is not None
    assert person.guardian == Guardian("Lou Exemple", "nouveau@example.org")
    mine = client.token_for("nouveau@example.org", "personal_link")
    assert [each["id"] for each in client.me(mine)["sessions"]] == [booking["id"]]
    assert "address_corrected" in client.call("GET", "/api/v1/me/export", token=mine).text
    assert client.kinds("ana@example.org") == []
    assert typed("prise@example.org").status_code == 303, "a parent may be registered, too"


def test_a_guardian_s_mistyped_address_is_proven_by_the_corrected_one_alone(
    client: EventClient,
) -> None:
    event = client.create(public=True)
    ask(client, "ana@example.org", "mauvais@example.org")
    lost, person = client.token_for("mauvais@example.org"), person_at("ana@example.org")
    assert person is not None
    path = f"/equipe/evenements/{event['id']}"
    client.http.set_cookie("brigade_equipe", client.staff())
    form = {
        "mode": "online",
        "email": "ana@example.org",
        "given_name": "Ana",
        "consents": "program",
    }
    client.http.post(f"{path}/inscriptions", data=form)
    registration = wiring.store().person(person.id)
    (mine,) = [each for each in registration if isinstance(each, EventRegistration)]
    corrected = {"email": "parent@example.org"}
    answer = client.http.post(f"{path}/inscriptions/{mine.id}/adresse", data=corrected)
    assert answer.status_code == 303
    client.drain()
    assert client.call("POST", "/api/v1/me/confirmation", {}, lost).status_code == 401
    person = person_at("ana@example.org")
    assert person is not None
    assert not person.proven
    told = [mail for mail in client.system.mailbox.mails if mail.to == "parent@example.org"]
    assert not any(word in mail.raw.decode() for mail in told for word in ("Ana", "Lou"))
    token = token_in(client.mails(told[-1].kind, "parent@example.org")[-1])
    client.driver.confirm(token)
    person = person_at("ana@example.org")
    assert person is not None
    assert person.proven
