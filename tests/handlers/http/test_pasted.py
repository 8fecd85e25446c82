"""What comes along with pasting is cleaned in every field, of forms and of the API, once."""

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
    assert client.http.post("/equipe/plages", data=form).status_code == 303
    slots = client.call("GET", f"/api/v1/slots?theme=%E2%80%8B{THEME}%C2%A0").get_json()["slots"]
    assert [slot["starts_at"][11:16] for slot in slots] == ["09:00", "10:00", "11:00"]


def test_what_stays_refused_says_where(client: Client) -> None:
    wrong = {**REGISTRATION, "needs": "Une ligne\nAvec un\x1b signe"}
    (error,) = client.call("POST", "/api/v1/registrations", wrong).get_json()["errors"]
    assert "à la ligne 2, au 8e caractère" in error["message"]
