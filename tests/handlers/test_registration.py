"""Joining the programme, and getting one's link again: whoever asks learns nothing."""

import email.utils
import html
import unicodedata
from email.header import decode_header, make_header
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.people import Consent, Participant
from tests.handlers.test_bad_input import assert_problem, everything, nothing_changes
from tests.support import REGISTRATION, THEME, Client, text_of

PURPOSES = ("program", "newsletter", "community", "directory", "testimonial")
FORM = {
    "email": "ana@example.org",
    "given_name": "Ana",
    "family_name": "Exemple",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": THEME,
    "consents": "program",
}


def _register(client: Client, **changes: Any) -> TestResponse:
    answer = client.call("POST", "/api/v1/registrations", {**REGISTRATION, **changes})
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


def test_known_and_unknown_addresses_get_the_same_bytes_in_any_case(client: Client) -> None:
    first = _register(client)
    assert (first.status_code, first.data) == (202, b'{"status":"accepted"}')
    for address in ("ana@example.org", "ANA@EXAMPLE.ORG", "Ana@Example.Org", " ana@example.org "):
        assert _whole(_register(client, email=address)) == _whole(first)
    assert _whole(_register(client, email="bob@example.org")) == _whole(first)
    assert _people() == 2
    assert client.kinds() == ["registration"]


def test_the_form_says_the_same_to_known_and_unknown_addresses(client: Client) -> None:
    answers = [
        client.http.post("/inscription", data={**FORM, "email": address})
        for address in ("ana@example.org", "ANA@example.org", "bob@example.org")
    ]
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * 3
    assert (answers[0].status_code, answers[0].headers["Location"]) == (303, "/inscription/merci")
    client.drain()
    assert client.kinds() == ["registration"]


def test_asking_for_a_link_says_the_same_to_known_and_unknown_addresses(client: Client) -> None:
    client.register()
    client.advance("PT61M")
    asked = ("ana@example.org", "personne@example.org", "", "pas une adresse", "é" * 5000)
    answers = [client.http.post("/mon-espace/lien", data={"email": each}) for each in asked]
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * len(asked)
    staff = ("brigadiere@example.org", "ana@example.org", "", "é" * 5000)
    answers = [client.http.post("/equipe/lien", data={"email": each}) for each in staff]
    assert [_whole(answer) for answer in answers] == [_whole(answers[0])] * len(staff)
    client.drain()
    assert client.kinds() == ["registration", "personal_link"]
    assert client.kinds("brigadiere@example.org") == ["staff_sign_in"]


def test_a_known_address_gets_its_link_again_at_most_once_an_hour(client: Client) -> None:
    client.register()
    for minutes, kinds in ((59, []), (2, ["personal_link"]), (59, []), (2, ["personal_link"])):
        client.advance(f"PT{minutes}M")
        count = len(client.kinds())
        for _ in range(3):
            _register(client, email="ANA@example.org")
            client.http.post("/mon-espace/lien", data={"email": "ana@EXAMPLE.org"})
            client.http.post("/inscription", data=FORM)
            client.drain()
        assert client.kinds()[count:] == kinds


def test_the_sign_in_of_the_staff_leaves_at_most_once_a_minute(client: Client) -> None:
    address = "brigadiere@example.org"
    for step, count in (("PT0S", 1), ("PT59S", 1), ("PT1S", 2)):
        client.advance(step)
        for _ in range(3):
            client.http.post("/equipe/lien", data={"email": address.upper()})
        client.drain()
        assert len(client.kinds(address)) == count


def test_somebody_who_knows_an_address_cannot_change_the_person_behind_it(client: Client) -> None:
    token = client.register()
    before = client.me(token)
    client.advance("PT61M")
    consents = {"program": True, "newsletter": True, "testimonial": True}
    with_changes = {"given_name": "Autre", "themes": [THEME], "consents": consents}
    _register(client, email="Ana@example.org", **with_changes)
    assert client.me(token) == before
    assert client.token_for("ana@example.org", "personal_link")
    assert "Autre" not in text_of(client.mails("personal_link")[0])


def test_the_link_goes_to_the_address_that_was_registered(client: Client) -> None:
    client.register("Ana.Exemple@example.org")
    client.advance("PT61M")
    _register(client, email="ana.exemple@EXAMPLE.ORG")
    assert client.kinds("Ana.Exemple@example.org") == ["registration", "personal_link"]


@pytest.mark.parametrize("address", ["zoe@culture.québec", "zoe@CULTURE.QUÉBEC"])
def test_an_address_whose_domain_has_accents_gets_its_link_again(
    client: Client, address: str
) -> None:
    """.québec is a domain of the region's own."""
    _register(client, email="zoe@culture.québec")
    client.advance("PT61M")
    client.http.post("/mon-espace/lien", data={"email": address})
    client.drain()
    assert [mail.kind for mail in client.system.mailbox.mails] == ["registration", "personal_link"]


def test_addresses_that_only_look_alike_are_different_people(client: Client) -> None:
    for address in ("ana@example.org", "ana+1@example.org", "an.a@example.org", "ana@example.net"):
        assert _register(client, email=address).status_code == 202
        assert client.kinds(address) == ["registration"]
    assert _people() == 4


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Björk", ""),
        ("Zoé-Éléonore", "L’Écuyer Côté"),
        ("Jean–Noël", "d’Œuvray"),
        ("李", "小龍"),
        ("محمد", "علي"),
        ("Нина", "Øster"),
        ("👩🏽‍🎨", "🏳️‍🌈"),
        ("می‌خواهم", ""),
        ("É" * 80, "Ç" * 80),
        ("O'Brien", "Smith & Wesson"),
        ("Ana\u00a0Maria", "de la\u202fCruz"),
    ],
)
def test_a_name_is_kept_as_it_is_written_everywhere(
    client: Client, given: str, family: str
) -> None:
    token = client.register(given_name=given, family_name=family)
    profile = client.me(token)["profile"]
    kept = [" ".join(name.split()) for name in (given, family)]
    assert [profile["given_name"], profile["family_name"]] == kept
    mail = client.mails("registration")[0]
    raw = client.system.mailbox.mails[0].raw
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("ascii")
    to = next(line for line in head.split("\r\n") if line.startswith("To: "))
    shown, address = email.utils.parseaddr(to.removeprefix("To: "))
    assert address == "ana@example.org"
    assert str(make_header(decode_header(shown))) == " ".join(kept).strip()
    page = mail.get_body(("html",))
    assert page is not None
    for text in (text_of(mail), html.unescape(page.get_content())):
        assert f"Bonjour {kept[0]}"[:60] in text


def test_a_name_typed_in_pieces_is_put_together(client: Client) -> None:
    token = client.register(
        given_name=f"  {unicodedata.normalize('NFD', 'Zoé')} \u00a0 Ève  ", family_name=" "
    )
    profile = client.me(token)["profile"]
    assert (profile["given_name"], profile["family_name"]) == ("Zoé Ève", "")


def test_a_longer_text_keeps_its_lines_and_loses_what_pasting_left(client: Client) -> None:
    text = "Première ligne\r\nDeuxième\u200b ligne\r\rFin\ufeff 🎨\n"
    token = client.register(needs=text, motivations=text)
    profile = client.me(token)["profile"]
    assert profile["needs"] == "Première ligne\nDeuxième ligne\n\nFin 🎨"
    assert profile["motivations"] == profile["needs"]


def test_what_is_optional_may_be_left_out_null_or_empty(client: Client) -> None:
    optional = ("organization", "role", "discipline", "municipality", "phone", "motivations")
    left_out = client.me(client.register("a@example.org"))["profile"]
    null = client.register("b@example.org", **dict.fromkeys(optional), referral=None)
    empty = client.register("c@example.org", **dict.fromkeys(optional, ""))
    for token in (null, empty):
        assert {**client.me(token)["profile"], "email": "a@example.org"} == left_out
    assert [left_out[name] for name in optional] == [""] * len(optional)


def test_themes_chosen_twice_count_once_in_their_order(client: Client) -> None:
    themes = ["marketing-numerique", THEME, "marketing-numerique"]
    profile = client.me(client.register(themes=themes))["profile"]
    assert profile["themes"] == ["marketing-numerique", THEME]


def test_optional_consents_are_no_unless_they_are_given(client: Client) -> None:
    assert client.me(client.register())["consents"] == {
        purpose: purpose == "program" for purpose in PURPOSES
    }
    given = {"program": True, "newsletter": True, "testimonial": False}
    assert client.me(client.register("b@example.org", consents=given))["consents"] == {
        purpose: purpose in ("program", "newsletter") for purpose in PURPOSES
    }


def test_a_box_that_is_not_ticked_is_a_no(client: Client) -> None:
    client.http.post("/inscription", data={**FORM, "consents": ["program", "directory", "autre"]})
    client.drain()
    consents = client.me(client.token_for("ana@example.org"))["consents"]
    assert {purpose for purpose, given in consents.items() if given} == {"program", "directory"}


def test_each_consent_keeps_the_version_of_its_text_and_its_time(client: Client) -> None:
    versions = {text.purpose: text.version for text in wiring.programme().consents}
    assert tuple(versions) == PURPOSES
    token = client.register(consents={"program": True, "community": True})
    registered = wiring.now()
    given = ("program", "community")
    expected = [Consent(p, p in given, versions[p], registered) for p in PURPOSES]
    assert list(_participant(client, token).consents) == expected
    for newsletter, community in ((True, False), (True, True)):
        client.advance("P1D")
        changes = {"consents": {"newsletter": newsletter, "community": community}}
        assert client.call("PATCH", "/api/v1/me", changes, token).status_code == 200
        expected += [
            Consent(purpose, granted, versions[purpose], wiring.now())
            for purpose, granted in changes["consents"].items()
            if {c.purpose: c.granted for c in expected}[purpose] != granted
        ]
        assert list(_participant(client, token).consents) == expected
    assert len(expected) == 5 + 2 + 1


@pytest.mark.parametrize("program", ["missing", False, None, "true", 1, [], {}])
def test_nobody_joins_without_the_consent_to_the_programme(client: Client, program: Any) -> None:
    consents = {"newsletter": True, "program": program}
    if program == "missing":
        del consents["program"]
    with nothing_changes(client):
        problem = assert_problem(_register(client, consents=consents), 422)
    error = {"field": "consents.program", "code": "consent_required"}
    assert [{**error, "message": e["message"]} for e in problem["errors"]] == problem["errors"]


def test_the_consent_to_the_programme_is_not_withdrawn_by_a_box(client: Client) -> None:
    token = client.register()
    with nothing_changes(client):
        changes = {"role": "x", "consents": {"program": False}}
        problem = assert_problem(client.call("PATCH", "/api/v1/me", changes, token), 422)
    assert problem["errors"][0]["code"] == "consent_required"


def test_who_told_of_the_programme_is_kept(client: Client) -> None:
    token = client.register(referral={"heard_from": "colleague", "code": " ABC-123 "})
    participant = _participant(client, token)
    assert (participant.heard_from, participant.referral_code) == ("colleague", "ABC-123")


def test_a_profile_changes_by_what_is_given_alone(client: Client) -> None:
    token = client.register(phone="450 555-0199", needs="Une question", organization="Atelier")
    before = client.me(token)
    changed = client.call("PATCH", "/api/v1/me", {"phone": None, "given_name": "Zoé"}, token)
    expected = {**before["profile"], "phone": "", "given_name": "Zoé"}
    assert changed.get_json() == {**before, "profile": expected}
    assert client.me(token) == changed.get_json()
