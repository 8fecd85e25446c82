"""What comes along with pasting is cleaned in every field, of forms and of the API, once."""

from html import unescape

import pytest

from tests.support.driver import REGISTRATION, THEME, Client
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

MARKS = "\u200b\u202a\u00ad\ufeff\u2066"


@pytest.fixture
def client(system: object) -> Client:
    return Client(system)  # type: ignore[arg-type]


def pasted(text: str) -> str:
    return "".join(MARKS[n % len(MARKS)] + c for n, c in enumerate(text)) + "\u202c\u00a0"


TYPED = {
    "given_name": "Ana-Ève",
    "family_name": "L’Heureux",
    "phone": "450 555-0100",
    "organization": "Théâtre",
    "role": "Directrice",
    "discipline": "Cirque",
    "municipality": "Val-David",
    "motivations": "Un\n- deux",
    "needs": "Trois\nquatre",
}
WRITTEN = {
    **{name: pasted(text) for name, text in TYPED.items()},
    "motivations": "Un\r\n\uf0b7\tde\u200bux",
    "needs": "Tr\ufeffois\u2028quatre\x0b",
}


@pytest.mark.parametrize("by_form", [True, False])
def test_a_registration_is_taken_as_it_was_meant(client: Client, by_form: bool) -> None:
    address = f"ana{by_form:d}@example.org"
    choices = {name: pasted(REGISTRATION[name]) for name in ("kind", "maturity_level")}
    sent = {**WRITTEN, **choices, "email": f"\u202a{address[:5]}\u200b{address[5:]}\u202c\u00a0"}
    if by_form:
        fields = {name: text.rstrip("\u00a0") for name, text in sent.items()}
        form = {**fields, "themes": THEME, "consents": "program"}
        answer = client.http.post("/inscription", data=form)
        assert answer.status_code == 303, answer.text
    else:
        body = {name: text.rstrip("\u00a0") for name, text in sent.items()}
        extra = {"themes": [pasted(THEME).rstrip("\u00a0")], "consents": {"program": True}}
        answer = client.call("POST", "/api/v1/registrations", {**body, **extra})
        assert answer.status_code == 202, answer.text
    client.drain()
    profile = client.me(client.token_for(address))["profile"]
    assert {name: profile[name] for name in TYPED} == TYPED


def test_a_time_and_a_number_are_read_through_what_pasting_left(client: Client) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    form = {
        "day": "\u202a2027-03-16\u202c ",
        "from": "\u200b09:00",
        "to": "12:00\u00a0",
        "slot_minutes": "60\ufeff",
        "buffer_minutes": "0",
        "format": "video",
        "meeting_url": "\u200bhttps://visio.example.org/a\u00a0",
    }
    assert client.http.post("/equipe/semaine/ouvrir", data=form).status_code == 303
    slots = client.call("GET", f"/api/v1/slots?theme=%E2%80%8B{THEME}%C2%A0").get_json()["slots"]
    assert [slot["starts_at"][11:16] for slot in slots] == ["09:00", "10:00", "11:00"]


def test_what_stays_refused_says_where(client: Client) -> None:
    wrong = {**REGISTRATION, "needs": "Une ligne\nAvec un\x1b signe"}
    (error,) = client.call("POST", "/api/v1/registrations", wrong).get_json()["errors"]
    assert "à la ligne 2, au 8e caractère" in error["message"]


COPIED = (
    "mailto:{}",
    "<{}>",
    "Marie Roy <{}>",
    "{}.",
    "{};",
    "{},",
    "\ufe0f{}\U000e0020",
    "\u034f\u3164{}\ufff9",
)


def typed(pattern: str, number: str) -> tuple[str, str]:
    """An address as somebody pastes it, and as it is."""
    pasted = pattern.format(f"o’brien{number} @example.org")
    return pasted, f"o'brien{number}@example.org"


@pytest.mark.parametrize("number", range(len(COPIED)))
def test_an_address_is_taken_as_it_was_copied_in_every_form(client: Client, number: int) -> None:
    pasted, address = typed(COPIED[number], str(number))
    form = {**TYPED, "kind": "individual", "maturity_level": "emergent", "themes": THEME}
    form |= {"consents": "program", "email": pasted}
    assert client.http.post("/inscription", data=form).status_code == 303
    shown = unescape(client.http.get("/inscription/merci").text)
    assert f">{address}<" in shown
    client.drain()
    token = client.token_for(address)
    client.driver.confirm(token)
    client.advance("PT2H")
    client.http.post("/mon-espace/lien", data={"email": pasted})
    client.drain()
    assert client.kinds(address)[-1] == "personal_link"
    client.http.get(f"/mon-espace?jeton={token}")
    pasted, other = typed(COPIED[number], f"-neuf{number}")
    assert other in unescape(client.http.post("/mon-espace/adresse", data={"email": pasted}).text)
    client.drain()
    assert client.kinds(other) == ["address_proof"]


def test_the_team_signs_in_by_an_address_as_it_was_copied(client: Client) -> None:
    client.http.post("/equipe/lien", data={"email": "Équipe <mailto:brigadiere@example.org>;"})
    client.drain()
    assert client.kinds("brigadiere@example.org")[-1] == "staff_sign_in"


def test_what_is_asked_about_a_copied_address_is_about_the_address(client: Client) -> None:
    asked = client.http.post("/mon-espace/lien", data={"email": "<marie@gmial.com>."})
    assert "Vouliez-vous dire marie@gmail.com?" in asked.text
    assert '<strong class="long">marie@gmial.com<' in asked.text
    seen = {"email": "<marie@gmial.com>.", "email_seen": "marie@gmial.com"}
    assert "Regardez vos courriels" in client.http.post("/mon-espace/lien", data=seen).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "email",
            "zoé@example.org",
            "un accent ou un signe qu’une adresse ne peut pas avoir, au 3e",
        ),
        ("email", "marie roy@example.org", "effacez l’espace, au 6e caractère"),
        ("email", "marie@example", "il en manque la fin"),
        ("needs", "Un\ndeux\x1a", "Effacez le caractère illisible, à la ligne 2, au 5e caractère"),
        ("given_name", "Ana\nBo", "Effacez le saut de ligne, au 4e caractère"),
        ("given_name", "Ana =?", "=?"),
    ],
)
def test_what_is_refused_names_its_cause(client: Client, field: str, value: str, said: str) -> None:
    wrong = {**REGISTRATION, field: value}
    (error,) = client.call("POST", "/api/v1/registrations", wrong).get_json()["errors"]
    assert said in error["message"]
    assert "adresse Web" not in error["message"]
