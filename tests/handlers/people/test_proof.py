"""Nobody is spoken for: what a form asks for an address waits for who reads its mail."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.errors import Stale
from chalicelib.domain.ids import owner_of
from chalicelib.domain.people.participants import Participant
from infra.local.system import System
from tests.support.driver import REGISTRATION, THEME, token_in
from tests.support.events import EventClient, before_the_next_write

OPTIONAL = ("newsletter", "community", "directory", "testimonial")
CHOICES = st.fixed_dictionaries({purpose: st.booleans() for purpose in OPTIONAL})
NAMES = {"given_name": "Autre", "family_name": "Personne"}
MORE = {"organization": "Ailleurs", "phone": "450 555-0199"}

Form = Callable[[EventClient, dict[str, Any], str, dict[str, bool]], None]


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def event(client: EventClient) -> dict[str, Any]:
    return client.create(capacity={"in_person": 500, "online": 500})


def _ticked(answers: dict[str, bool]) -> list[str]:
    return ["program", *(purpose for purpose in OPTIONAL if answers[purpose])]


def by_api(client: EventClient, _: Any, address: str, answers: dict[str, bool]) -> None:
    consents = {"program": True, **answers}
    client.driver.register(
        {**REGISTRATION, **NAMES, **MORE, "email": address, "consents": consents}
    )


def by_page(client: EventClient, _: Any, address: str, answers: dict[str, bool]) -> None:
    fields = {name: v for name, v in REGISTRATION.items() if name != "consents"}
    form = {**fields, **NAMES, **MORE, "email": address, "consents": _ticked(answers)}
    assert client.http.post("/inscription", data=form).status_code == 303


def by_event_api(client: EventClient, event: Any, address: str, answers: dict[str, bool]) -> None:
    consents = {"program": True, **answers}
    body = {"mode": "online", "email": address, **NAMES, "consents": consents}
    answer = client.call("POST", f"/api/v1/events/{event['id']}/registrations", body)
    assert answer.status_code == 202


def by_event_page(client: EventClient, event: Any, address: str, answers: dict[str, bool]) -> None:
    client.http.delete_cookie("brigade_espace")
    form = {"mode": "online", "email": address, **NAMES, "consents": _ticked(answers)}
    assert client.http.post(f"/evenements/{event['id']}", data=form).status_code == 303


def by_team(client: EventClient, event: Any, address: str, _: dict[str, bool]) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    form = {"given_name": "Autre", "email": address, "mode": "online", "consents": "program"}
    path = f"/equipe/evenements/{event['id']}/inscriptions"
    assert client.http.post(path, data=form).status_code == 303
    client.http.delete_cookie("brigade_equipe")


WAYS: list[Form] = [by_api, by_page, by_event_api, by_event_page, by_team]
FORMS = st.lists(st.tuples(st.sampled_from(WAYS), CHOICES), max_size=1)


def person_at(client: EventClient, address: str) -> Participant:
    client.drain()
    mail = next(m for m in reversed(client.system.mailbox.mails) if m.to == address)
    subject, _ = wiring.links().read(
        Purpose.PERSONAL, client.token_for(address, mail.kind), wiring.now()
    )
    found = wiring.store().one(Participant, subject)
    assert found is not None
    return found


def link_of(client: EventClient, address: str) -> str:
    person = person_at(client, address)
    return wiring.links().token(Purpose.PERSONAL, person.id, person.link_epoch, wiring.now())


def given_of(client: EventClient, token: str) -> dict[str, bool]:
    consents = client.me(token)["consents"]
    return {purpose: consents[purpose] for purpose in OPTIONAL}


count = iter(range(10_000))


@pytest.mark.parametrize("own", WAYS[:4], ids=lambda way: way.__name__)
@given(before=FORMS, between=FORMS, after=FORMS, form=CHOICES, said=CHOICES)
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_strangers_ask_what_the_person_says_stands(
    client: EventClient,
    event: dict[str, Any],
    own: Form,
    before: list[tuple[Form, dict[str, bool]]],
    between: list[tuple[Form, dict[str, bool]]],
    after: list[tuple[Form, dict[str, bool]]],
    form: dict[str, bool],
    said: dict[str, bool],
) -> None:
    address = f"ana{next(count)}@example.org"
    for way, answers in (*before, (own, form), *between):
        way(client, event, address, answers)
    token = link_of(client, address)
    me = client.me(token)
    assert me["confirmed"] is False
    assert not any(me["consents"].values())
    client.driver.confirm(token, **said)
    assert given_of(client, token) == said
    profile = client.me(token)["profile"]
    for way, answers in after:
        way(client, event, address, answers)
        assert given_of(client, token) == said
        assert client.me(token)["profile"] == profile
    assert client.call("PATCH", "/api/v1/me", {"consents": form}, token).status_code == 200
    assert given_of(client, token) == form


def test_a_stranger_s_yes_is_no_more_than_the_person_s_own_no(client: EventClient) -> None:
    everything = dict.fromkeys(OPTIONAL, True)
    nothing = dict.fromkeys(OPTIONAL, False)
    for n, order in enumerate(([everything, nothing], [nothing, everything])):
        address = f"ana{n}@example.org"
        for answers in order:
            by_api(client, None, address, answers)
        token = link_of(client, address)
        client.driver.confirm(token)
        consents = client.me(token)["consents"]
        assert {purpose for purpose, granted in consents.items() if granted} == {"program"}


def test_any_write_by_a_mailed_link_proves_and_reading_does_not(client: EventClient) -> None:
    token = client.ask_to_join(consents={"program": True, "newsletter": True})
    client.http.get(f"/mon-espace?jeton={token}", follow_redirects=True)
    client.http.get(f"/mon-espace/pas-moi?jeton={token}")
    assert client.me(token)["confirmed"] is False
    slot = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")[1]
    client.book(token, slot)
    me = client.me(token)
    assert me["confirmed"] is True
    assert me["consents"]["program"]
    assert me["consents"]["newsletter"]


def test_links_opened_by_a_scanner_change_nothing(
    client: EventClient, event: dict[str, Any]
) -> None:
    by_event_api(client, event, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    by_api(client, None, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    client.drain()
    person = person_at(client, "ana@example.org")
    links = {word for m in client.system.mailbox.mails for word in _links(client, m)}
    assert len(links) >= 3
    for link in links:
        for method in ("GET", "HEAD", "GET"):
            client.http.open(link, method=method, follow_redirects=True)
    assert person_at(client, "ana@example.org") == person


def _links(client: EventClient, mail: Any) -> list[str]:
    text = "\n".join(
        str(part.get_content())
        for message in client.mails(mail.kind, mail.to)
        if (part := message.get_body(("plain",))) is not None
    )
    site = wiring.settings().site_url
    return [w.removeprefix(site) for w in text.split() if w.startswith(site) and "jeton=" in w]


def test_whom_the_team_entered_gets_a_stranger_s_profile_by_the_button_alone(
    client: EventClient, event: dict[str, Any]
) -> None:
    by_team(client, event, "ana@example.org", {})
    by_page(client, event, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    token = link_of(client, "ana@example.org")
    assert client.call("PATCH", "/api/v1/me", {"role": "Direction"}, token).status_code == 200
    me = client.me(token)
    assert me["confirmed"] is True
    assert (me["profile"]["organization"], me["profile"]["phone"]) == ("", "")
    assert not any(me["consents"].values())
    client.http.get(f"/mon-espace?jeton={token}")
    shown = client.http.get("/mon-espace").text
    assert "C’est bien moi" in shown
    assert "Ailleurs" in shown
    assert client.http.post("/mon-espace/confirmation", data={}).status_code == 303
    me = client.me(token)
    assert (me["profile"]["organization"], me["profile"]["role"]) == ("Ailleurs", "Direction")
    assert me["consents"]["program"]
    assert "C’est bien moi" not in client.http.get("/mon-espace").text


def test_one_press_closes_what_somebody_else_asked(
    client: EventClient, event: dict[str, Any]
) -> None:
    free = client.seats(event)["online"]["remaining"]
    by_event_api(client, event, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    token = link_of(client, "ana@example.org")
    assert "pas-moi" in str(client.mails("event_confirmed")[0])
    for _ in range(2):
        answer = client.http.post("/mon-espace/pas-moi", data={"jeton": token})
        assert answer.status_code == 200
    client.drain()
    assert client.call("GET", "/api/v1/me", token=token).status_code == 401
    assert client.seats(event)["online"]["remaining"] == free
    assert len(client.kinds("ana@example.org")) == 1


def test_who_said_it_was_not_them_is_left_in_peace_for_thirty_days(
    client: EventClient, event: dict[str, Any]
) -> None:
    by_event_api(client, event, "ana@example.org", {})
    token = link_of(client, "ana@example.org")
    client.http.post("/mon-espace/pas-moi", data={"jeton": token})
    for days, mails in ((1, 1), (28, 1), (2, 2)):
        client.advance(f"P{days}D")
        by_api(client, None, "ana@example.org", {})
        client.drain()
        assert len(client.kinds("ana@example.org")) == mails


def test_somebody_known_keeps_all_they_said_when_they_say_it_was_not_them(
    client: EventClient, event: dict[str, Any]
) -> None:
    by_event_api(client, event, "ana@example.org", dict.fromkeys(OPTIONAL, False))
    token = link_of(client, "ana@example.org")
    client.driver.confirm(token)
    before = client.me(token)
    by_api(client, None, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    assert client.http.post("/mon-espace/pas-moi", data={"jeton": token}).status_code == 200
    assert client.me(token) == before
    client.driver.confirm(token)
    assert client.me(token)["consents"] == before["consents"]
    by_api(client, None, "ana@example.org", dict.fromkeys(OPTIONAL, True))
    assert client.me(token) == before


def test_who_says_it_was_not_them_is_told_what_is_true_for_them(client: EventClient) -> None:
    page, nothing = "/mon-espace/pas-moi", "Rien n’a pris effet"
    stays = "confirmé à votre adresse reste en place"
    known, unknown = client.register("ana@example.org"), client.ask_to_join("jo@example.org")
    for token, said, unsaid in ((known, stays, nothing), (unknown, nothing, stays)):
        shown = client.http.get(f"{page}?jeton={token}").text
        closed = client.http.post(page, data={"jeton": token}).text
        assert said in shown
        assert said in closed
        assert unsaid not in shown + closed


def test_proof_stands_whatever_is_written_at_the_same_moment(client: EventClient) -> None:
    token = client.ask_to_join(consents={"program": True, "newsletter": True})
    refusing = {"consents": {"newsletter": False}}
    before_the_next_write(lambda: client.call("PATCH", "/api/v1/me", refusing, token))
    client.driver.confirm(token)
    me = client.me(token)
    assert me["confirmed"] is True
    assert me["consents"]["program"]
    assert me["consents"]["newsletter"] is False
    person = wiring.store().one(Participant, owner_of(_subject(token)))
    client.driver.confirm(token)
    assert wiring.store().one(Participant, owner_of(_subject(token))) == person


def test_a_death_between_proof_and_act_leaves_the_person_proven(client: EventClient) -> None:
    token = client.ask_to_join()
    slot = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")[1]
    writes: list[int] = []

    def dies(**_: Any) -> None:
        writes.append(1)
        if len(writes) == 2:
            raise Stale([])

    events = wiring.client("dynamodb").meta.events
    events.register("before-call.dynamodb.TransactWriteItems", dies)
    client.book(token, slot)
    me = client.me(token)
    assert me["confirmed"] is True
    assert len(me["sessions"]) == 1


def test_a_mail_to_an_unproven_address_has_nothing_that_was_typed(
    client: EventClient, event: dict[str, Any]
) -> None:
    typed = {"given_name": "Cliquez", "family_name": "Maintenant", "organization": "Piège"}
    client.ask_to_join("ana@example.org", **typed, themes=[THEME])
    body = {"mode": "online", "email": "zoe@example.org", **typed, "consents": {"program": True}}
    del body["organization"]
    client.call("POST", f"/api/v1/events/{event['id']}/registrations", body)
    client.drain()
    for kind, address in (
        ("registration", "ana@example.org"),
        ("event_confirmed", "zoe@example.org"),
    ):
        (mail,) = client.mails(kind, address)
        parts = [
            str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"
        ]
        whole = str(mail["to"]) + "".join(parts)
        assert not any(word in whole for word in typed.values())
        assert parts[0].splitlines()[0] == "Bonjour,"
        assert "Ce qui a été demandé avec votre adresse" in parts[0]
        assert token_in(mail)


def _subject(token: str) -> str:
    return wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
