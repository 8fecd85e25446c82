"""Joining the programme, and getting one's link again: whoever asks learns nothing."""

import email.utils
import html
import itertools
import unicodedata
from email.header import decode_header, make_header
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.participants import Participant
from tests.handlers.http.test_bad_input import assert_problem, everything, nothing_changes
from tests.support.driver import REGISTRATION, THEME, Client, text_of
from tests.support.systems import system_for

pytestmark = pytest.mark.database

PURPOSES = ("program", "newsletter", "community", "summaries", "directory", "testimonial")
FORM = {
    "given_name": "Ana",
    "family_name": "Exemple",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": THEME,
    "consents": "program",
}


_numbers = itertools.count(1)


system = system_for("module")
"""One for all: each test has its own address."""


@pytest.fixture
def ana() -> str:
    """An address that nobody has used."""
    return f"ana{next(_numbers)}@example.org"


def _register(client: Client, address: str, **changes: Any) -> TestResponse:
    body = {**REGISTRATION, "email": address, **changes}
    answer = client.call("POST", "/api/v1/registrations", body)
    client.drain()
    return answer


def _participant(client: Client, token: str) -> Participant:
    person = wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
    participant = wiring.store().one(Participant, person)
    assert participant is not None
    return participant


def _whole(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.data, sorted(answer.headers)


def _people() -> int:
    return sum(item["type"]["S"] == "Participant" for item in everything().values())


def test_known_and_unknown_addresses_get_the_same_bytes_in_any_case(
    client: Client, ana: str
) -> None:
    people = _people()
    first = _register(client, ana)
    assert (first.status_code, first.data) == (202, b'{"status":"accepted"}')
    for address in (ana, ana.upper(), ana.title(), f" {ana} "):
        assert _whole(_register(client, address)) == _whole(first)
    assert _whole(_register(client, f"bob-{ana}")) == _whole(first)
    assert _people() == people + 2
    assert client.kinds(ana) == ["registration"]


def test_the_form_says_the_same_to_known_and_unknown_addresses(client: Client, ana: str) -> None:
    """But for what this browser keeps of what it sent, which is the same for one address."""
    answers = [
        client.http.post("/inscription", data={**FORM, "email": address})
        for address in (ana, ana, ana.upper(), f"bob-{ana}")
    ]
    assert _whole(answers[0]) == _whole(answers[1])
    for answer in answers:
        kept = answer.headers.pop("Set-Cookie")
        assert kept.startswith("brigade_inscription=")
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * 4
    assert (answers[0].status_code, answers[0].headers["Location"]) == (303, "/inscription/merci")
    client.drain()
    assert client.kinds(ana) == ["registration"]


def test_asking_for_a_link_says_the_same_to_known_and_unknown_addresses(
    client: Client, ana: str
) -> None:
    client.register(ana)
    client.advance("PT61M")
    asked = (ana, ana.upper(), "personne@example.org")
    answers = [client.http.post("/mon-espace/lien", data={"email": each}) for each in asked]
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * len(asked)
    for mistyped in ("", "pas une adresse", "é" * 5000):
        answer = client.http.post("/mon-espace/lien", data={"email": mistyped})
        assert answer.status_code in (200, 422)
    staff = ("equipe@example.org", ana, "", "é" * 5000)
    answers = [client.http.post("/equipe/lien", data={"email": each}) for each in staff]
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * len(staff)
    client.drain()
    assert client.kinds(ana) == ["registration", "personal_link"]
    assert client.kinds("equipe@example.org") == ["staff_sign_in"]


def test_a_known_address_gets_its_link_again_at_most_once_an_hour(client: Client, ana: str) -> None:
    client.register(ana)
    for minutes, kinds in ((59, []), (2, ["personal_link"]), (59, []), (2, ["personal_link"])):
        client.advance(f"PT{minutes}M")
        count = len(client.kinds(ana))
        for _ in range(3):
            _register(client, ana.upper())
            client.http.post("/mon-espace/lien", data={"email": ana.title()})
            client.http.post("/inscription", data={**FORM, "email": ana})
            client.drain()
        assert client.kinds(ana)[count:] == kinds


def test_the_sign_in_of_the_staff_leaves_at_most_once_in_five_minutes(client: Client) -> None:
    address = "brigadiere@example.org"
    for step, count in (("PT0S", 1), ("PT299S", 1), ("PT1S", 2)):
        client.advance(step)
        for _ in range(3):
            client.http.post("/equipe/lien", data={"email": address.upper()})
        client.drain()
        assert len(client.kinds(address)) == count


def test_somebody_who_knows_an_address_cannot_change_the_person_behind_it(
    client: Client, ana: str
) -> None:
    token = client.register(ana)
    before = client.me(token)
    client.advance("PT61M")
    consents = {"program": True, "newsletter": True, "testimonial": True}
    _register(client, ana.upper(), given_name="Autre", role="Autre", consents=consents)
    assert client.me(token) == before
    assert "Autre" not in text_of(client.mails("personal_link", ana)[0])


def test_the_link_goes_to_the_address_that_was_registered(client: Client, ana: str) -> None:
    client.register(ana.title().replace("Example.Org", "example.org"))
    client.advance("PT61M")
    _register(client, ana.upper())
    to = [mail.to for mail in client.system.mailbox.mails[-2:]]
    assert to == [ana.title().replace("Example.Org", "example.org")] * 2


@pytest.mark.parametrize("header", ["Host", "X_Forwarded_Host", "Referer"])
def test_links_lead_to_our_site_whatever_the_request_says_of_itself(
    client: Client, ana: str, header: str
) -> None:
    body = {**REGISTRATION, "email": ana}
    client.call("POST", "/api/v1/registrations", body, **{header: "https://evil.example"})
    client.drain()
    text = text_of(client.mails("registration", ana)[0])
    assert "http://127.0.0.1:8000/mon-espace?jeton=" in text
    assert "evil" not in text


def test_nobody_is_mailed_for_what_another_site_s_page_sends(client: Client, ana: str) -> None:
    body = {**REGISTRATION, "email": ana}
    answer = client.call("POST", "/api/v1/registrations", body, Origin="https://evil.example")
    assert answer.status_code == 403
    client.drain()
    assert client.kinds(ana) == []


@pytest.mark.parametrize("typed", ["zoe@culture.québec", "ZOE@CULTURE.QUÉBEC"])
def test_an_address_whose_domain_has_accents_gets_its_link_again(
    client: Client, typed: str
) -> None:
    """.québec is a domain of the region's own."""
    _register(client, "zoe@culture.québec")
    client.advance("PT7H")
    count = len(client.system.mailbox.mails)
    client.http.post("/mon-espace/lien", data={"email": typed})
    client.drain()
    assert [mail.kind for mail in client.system.mailbox.mails[count:]] == ["personal_link"]


def test_addresses_that_only_look_alike_are_different_people(client: Client, ana: str) -> None:
    name = ana.partition("@")[0]
    for address in (ana, f"{name}+1@example.org", f"a.{ana}", f"{name}@example.net"):
        assert _register(client, address).status_code == 202
        assert client.kinds(address) == ["registration"]
        client.advance("PT6H")  # until then, one mailbox gets one mail, however it is spelled


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Björk", ""),
        ("Zoé-Éléonore", "L’Écuyer Côté"),
        ("李", "小龍"),
        ("محمد", "علي"),
        ("👩🏽‍🎨", "🏳️‍🌈"),
        ("می‌خواهم", ""),
        ("É" * 80, "Ç" * 80),
        ("Ana\u00a0Maria", "de la\u202fCruz"),
    ],
)
def test_a_name_is_kept_as_it_is_written_everywhere(
    client: Client, ana: str, given: str, family: str
) -> None:
    token = client.register(ana, given_name=given, family_name=family)
    profile = client.me(token)["profile"]
    kept = [" ".join(name.split()) for name in (given, family)]
    assert [profile["given_name"], profile["family_name"]] == kept
    assert kept[0] not in text_of(client.mails("registration", ana)[0]), "of nobody proven"
    client.advance("PT61M")
    client.http.post("/mon-espace/lien", data={"email": ana})
    client.drain()
    mail = client.mails("personal_link", ana)[0]
    raw = client.system.mailbox.mails[-1].raw
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("ascii")
    to = next(line for line in head.split("\r\n") if line.startswith("To: "))
    shown, address = email.utils.parseaddr(to.removeprefix("To: "))
    assert address == ana
    assert str(make_header(decode_header(shown))) == " ".join(kept).strip()
    page = mail.get_body(("html",))
    assert page is not None
    for text in (text_of(mail), html.unescape(page.get_content())):
        assert f"Bonjour {kept[0]}"[:60] in text


def test_a_name_typed_in_pieces_is_put_together(client: Client, ana: str) -> None:
    token = client.register(
        ana, given_name=f"  {unicodedata.normalize('NFD', 'Zoé')} \u00a0 Ève  ", family_name=" "
    )
    profile = client.me(token)["profile"]
    assert (profile["given_name"], profile["family_name"]) == ("Zoé Ève", "")


def test_a_longer_text_keeps_its_lines_and_loses_what_pasting_left(
    client: Client, ana: str
) -> None:
    text = "Première ligne\r\nDeuxième\u200b ligne\r\rFin\ufeff 🎨\n"
    token = client.register(ana, needs=text, motivations=text)
    profile = client.me(token)["profile"]
    assert profile["needs"] == "Première ligne\nDeuxième ligne\n\nFin 🎨"
    assert profile["motivations"] == profile["needs"]


def test_what_is_optional_may_be_left_out_null_or_empty(client: Client, ana: str) -> None:
    optional = ("organization", "role", "discipline", "municipality", "phone", "motivations")
    left_out = client.me(client.register(f"a-{ana}"))["profile"]
    null = client.register(f"b-{ana}", **dict.fromkeys(optional), referral=None)
    empty = client.register(f"c-{ana}", **dict.fromkeys(optional, ""))
    for token in (null, empty):
        assert {**client.me(token)["profile"], "email": f"a-{ana}"} == left_out
    assert [left_out[name] for name in optional] == [""] * len(optional)


def test_themes_chosen_twice_count_once_in_their_order(client: Client, ana: str) -> None:
    themes = ["marketing-numerique", THEME, "marketing-numerique"]
    profile = client.me(client.register(ana, themes=themes))["profile"]
    assert profile["themes"] == ["marketing-numerique", THEME]


def test_optional_consents_are_no_unless_they_are_given(client: Client, ana: str) -> None:
    assert client.me(client.register(ana))["consents"] == {
        purpose: purpose == "program" for purpose in PURPOSES
    }
    given = {"program": True, "newsletter": True, "testimonial": False}
    assert client.me(client.register(f"b-{ana}", consents=given))["consents"] == {
        purpose: purpose in ("program", "newsletter") for purpose in PURPOSES
    }


def test_a_box_that_is_not_ticked_is_a_no(client: Client, ana: str) -> None:
    client.http.post(
        "/inscription", data={**FORM, "email": ana, "consents": ["program", "directory", "autre"]}
    )
    client.drain()
    token = client.token_for(ana)
    client.driver.confirm(token)
    consents = client.me(token)["consents"]
    assert {purpose for purpose, given in consents.items() if given} == {"program", "directory"}


def test_each_consent_keeps_the_version_of_its_text_and_its_time(client: Client, ana: str) -> None:
    texts = {text.purpose: text for text in wiring.programme().consents}
    assert tuple(texts) == PURPOSES
    link = ConsentSource.OWN_LINK

    def said(purpose: str, granted: bool, **proof: Any) -> Consent:
        text = texts[purpose]
        return Consent(purpose, granted, text.version, wiring.now(), text=text.text, **proof)

    token = client.register(ana, consents={"program": True, "community": True})
    given = ("program", "community")
    asked = [purpose for purpose in PURPOSES if purpose != "summaries"]  # left out: no answer
    expected = [said(p, p in given, confirmed_at=wiring.now()) for p in asked]
    assert list(_participant(client, token).consents) == expected
    for newsletter, community in ((True, False), (True, True)):
        client.advance("P1D")
        changes = {"consents": {"newsletter": newsletter, "community": community}}
        assert client.call("PATCH", "/api/v1/me", changes, token).status_code == 200
        expected += [
            said(purpose, granted, source=link, confirmed_at=wiring.now())
            for purpose, granted in changes["consents"].items()
            if {c.purpose: c.granted for c in expected}[purpose] != granted
        ]
        assert list(_participant(client, token).consents) == expected
    assert len(expected) == 5 + 2 + 1


@pytest.mark.parametrize("program", [False, None, "true", 1, 1.0, [], {}, "missing"])
def test_nobody_joins_without_the_consent_to_the_programme(
    client: Client, ana: str, program: Any
) -> None:
    consents = {"newsletter": True, "program": program}
    if program == "missing":
        del consents["program"]
    with nothing_changes(client):
        problem = assert_problem(_register(client, ana, consents=consents), 422)
    error = {"field": "consents.program", "code": "consent_required"}
    assert [{**error, "message": e["message"]} for e in problem["errors"]] == problem["errors"]


def test_the_consent_to_the_programme_is_not_withdrawn_by_a_box(client: Client, ana: str) -> None:
    token = client.register(ana)
    with nothing_changes(client):
        changes = {"role": "x", "consents": {"program": False}}
        problem = assert_problem(client.call("PATCH", "/api/v1/me", changes, token), 422)
    assert problem["errors"][0]["code"] == "consent_required"


def test_who_told_of_the_programme_is_kept(client: Client, ana: str) -> None:
    token = client.register(ana, referral={"heard_from": "colleague", "code": " ABC-123 "})
    participant = _participant(client, token)
    assert (participant.heard_from, participant.referral_code) == ("colleague", "ABC-123")


def test_a_profile_changes_by_what_is_given_alone(client: Client, ana: str) -> None:
    token = client.register(ana, phone="450 555-0199", needs="Une question", role="Peintre")
    before = client.me(token)
    changes = {"phone": "", "needs": None, "given_name": "Zoé"}
    changed = client.call("PATCH", "/api/v1/me", changes, token)
    expected = {**before["profile"], "phone": "", "needs": "", "given_name": "Zoé"}
    assert changed.get_json() == {**before, "profile": expected}
    assert client.me(token) == changed.get_json()
