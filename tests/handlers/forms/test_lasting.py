"""Nothing typed is lost when a session ends, and nobody else sees it; a session in use goes on."""

import html
import re
from typing import Any
from urllib.parse import unquote

import pytest

from infra.local.system import System
from tests.support.driver import THEME, Client
from tests.support.events import EventClient

TEAM = "brigadiere@example.org"
NOTES = "Commencer par la liste d’envoi.\r\n\r\n- puis <le> site & « la suite »"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def session(client: EventClient) -> str:
    """The page of a session of Ana's, whose time has come."""
    (slot, *_) = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T12:00:00-05:00")
    ana = client.register()
    client.http.get(f"/mon-espace?jeton={ana}")
    return f"/equipe/rencontres/{client.book(ana, slot)['id']}"


def sign_in(client: Client, address: str = TEAM) -> Any:
    """Sign in as a member of the team does, by the link of a mail."""
    client.http.post("/equipe/lien", data={"email": address})
    client.drain()
    token = client.token_for(address, "staff_sign_in")
    return client.http.post("/equipe/connexion", data={"jeton": token})


def area(page: str, name: str) -> str:
    found = re.search(rf'<textarea id="champ-{name}".*?>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_the_adviser_s_notes_are_there_after_the_session_that_ended(
    client: EventClient, session: str
) -> None:
    sign_in(client)
    client.advance("PT13H")
    form = {"outcome": "completed", "notes": NOTES, "tool_name": "Wikidata", "next_step": "Écrire"}
    ended = client.http.post(session, data=form)
    assert ended.status_code == 401
    assert "est gardé" in ended.text
    assert sign_in(client).headers["Location"] == session
    page = client.http.get(session).text
    assert area(page, "notes").splitlines() == NOTES.splitlines()
    assert 'value="Wikidata"' in page
    assert 'value="Écrire"' in page
    assert client.http.post(session, data=form).status_code == 303
    assert not drafts(client)


def test_a_draft_is_there_after_the_session_that_ended(client: EventClient, session: str) -> None:
    """« Enregistrer le brouillon » sends the form to an address that shows nothing itself."""
    sign_in(client)
    client.advance("PT13H")
    assert client.http.post(f"{session}/brouillon", data={"notes": NOTES}).status_code == 401
    assert sign_in(client).headers["Location"] == session
    assert area(client.http.get(session).text, "notes").splitlines() == NOTES.splitlines()


def test_a_topic_is_there_after_the_session_that_ended(client: EventClient) -> None:
    ana, event = client.register(), client.create(kind="codevelopment")
    client.seat(event, ana)
    client.http.get(f"/mon-espace?jeton={ana}")
    client.advance("PT5H")
    path = f"/evenements/{event['id']}/sujets"
    assert client.http.post(path, data={"title": "Vendre", "text": NOTES}).status_code == 401
    assert client.http.get(f"/mon-espace?jeton={ana}").headers["Location"] == path
    assert area(client.http.get(path).text, "text").splitlines() == NOTES.splitlines()


def test_somebody_else_who_signs_in_does_not_see_it(client: EventClient, session: str) -> None:
    sign_in(client)
    client.advance("PT13H")
    client.http.post(session, data={"outcome": "completed", "notes": NOTES})
    sign_in(client, "equipe@example.org")
    assert "liste d’envoi" not in html.unescape(client.http.get(session).text)


def test_it_is_kept_though_the_browser_dropped_the_session_s_cookie(
    client: EventClient, session: str
) -> None:
    sign_in(client)
    client.advance("PT13H")
    client.http.delete_cookie("brigade_equipe")
    client.http.post(session, data={"outcome": "completed", "notes": NOTES})
    sign_in(client)
    assert area(client.http.get(session).text, "notes").splitlines() == NOTES.splitlines()


def test_who_is_nobody_or_whose_links_were_revoked_leaves_nothing(client: EventClient) -> None:
    token = client.register()
    form = {"given_name": "Ana", "motivations": NOTES}
    assert client.http.post("/mon-espace/profil", data=form).status_code == 401
    client.http.get(f"/mon-espace?jeton={token}")
    client.http.post("/mon-espace/liens")
    client.advance("PT5H")
    assert client.http.post("/mon-espace/profil", data=form).status_code == 401
    assert not drafts(client)


@pytest.mark.parametrize(
    ("path", "name", "fields"),
    [
        ("/mon-espace/profil", "motivations", {"given_name": "Ana", "themes": THEME}),
        ("/mon-espace/reserver", "needs", {"theme": THEME}),
    ],
)
def test_a_participant_s_form_is_there_as_typed(
    client: EventClient, session: str, path: str, name: str, fields: dict[str, str]
) -> None:
    client.advance("PT5H")
    assert client.http.post(path, data={**fields, name: NOTES}).status_code == 401
    back = client.http.get(f"/mon-espace?jeton={client.token_for('ana@example.org')}")
    assert back.headers["Location"] == path
    assert area(client.http.get(path).text, name).splitlines() == NOTES.splitlines()


OPENING = "/equipe/semaine/ouvrir"


@pytest.mark.parametrize(
    ("path", "page", "fields"),
    [
        (OPENING, OPENING, {"meeting_url": "https://salle.example.org/1"}),
        ("/equipe/evenements", "/equipe/evenements/nouveau", {"title": "Causerie du midi"}),
        ("{event}/modifier", "{event}/modifier", {"title": "Causerie du midi", "version": "1"}),
        ("{event}/prochaine", "{event}/prochaine", {"title": "La suite", "cle": "0" * 20}),
        ("{event}/inscriptions", "{event}", {"given_name": "Paul-Émile"}),
    ],
)
def test_a_form_of_the_team_is_there_as_typed(
    client: EventClient, path: str, page: str, fields: dict[str, str]
) -> None:
    event = f"/equipe/evenements/{client.create()['id']}"
    sign_in(client)
    client.advance("PT13H")
    assert client.http.post(path.format(event=event), data=fields).status_code == 401
    assert unquote(sign_in(client).headers["Location"]) == page.format(event=event)
    shown = html.unescape(client.http.get(page.format(event=event)).text)
    assert f'value="{next(iter(fields.values()))}"' in shown


def test_notes_are_a_draft_until_the_outcome_is_recorded(client: EventClient, session: str) -> None:
    sign_in(client)
    shown = client.http.get(session).text
    assert f'formaction="{session}/brouillon"' in shown
    for notes in ("Un début", NOTES):
        saved = client.http.post(f"{session}/brouillon", data={"notes": notes, "next_step": "Un"})
        assert saved.status_code == 303
        page = client.http.get(saved.headers["Location"]).text
        assert area(page, "notes").splitlines() == notes.splitlines()
    refused = {"outcome": "completed", "notes": "Autre", "tool_why": "Sans nom"}
    refused |= {"tool_name": "", "tool_url": ""}
    assert client.http.post(session, data=refused).status_code == 422
    assert area(client.http.get(session).text, "notes") == "Autre"
    assert (
        client.http.post(session, data={"outcome": "cancelled", "notes": NOTES}).status_code == 200
    )
    assert area(client.http.get(session).text, "notes").splitlines() == NOTES.splitlines()
    body = {"outcome": "completed", "notes": "Bravo"}
    path = f"/api/v1/staff/sessions/{session.rpartition('/')[2]}/outcome"
    assert client.call("POST", path, body, client.staff()).status_code == 200
    assert not drafts(client)


def drafts(client: Client) -> list[Any]:
    from chalicelib import wiring

    found = wiring.client("dynamodb").scan(TableName=wiring.settings().table)["Items"]
    return [item for item in found if item["type"]["S"] == "Draft"]


def test_a_session_that_is_used_goes_on_within_its_bound(client: EventClient, session: str) -> None:
    """Four hours since it was last used; a day in all."""
    for _ in range(7):
        client.advance("PT3H")
        assert client.http.get("/mon-espace").status_code == 200
    client.advance("PT2H")
    assert client.http.get("/mon-espace").status_code == 200
    client.advance("PT2H")
    assert client.http.get("/mon-espace").status_code == 401


def test_a_session_that_is_not_used_ends(client: EventClient, session: str) -> None:
    sign_in(client)
    client.advance("PT11H")
    assert client.http.get("/equipe").status_code == 200
    client.advance("PT11H")
    assert client.http.get("/equipe").status_code == 200
    client.advance("PT13H")
    assert client.http.get("/equipe").status_code == 401


def test_a_survey_is_answered_though_the_browser_dropped_its_cookie(
    client: EventClient, session: str
) -> None:
    report = {"outcome": "completed", "notes": "Bravo"}
    path = f"/api/v1/staff/sessions/{session.rpartition('/')[2]}/outcome"
    assert client.call("POST", path, report, client.staff()).status_code == 200
    client.advance("P4D")
    client.http.get(f"/sondage?jeton={client.token_for('ana@example.org', 'survey_invitation')}")
    form = dict(re.findall(r'name="(jeton|cle)" value="([^"]+)"', client.http.get("/sondage").text))
    client.http.delete_cookie("brigade_sondage", path="/sondage")
    answers = {**form, "satisfaction": "5", "shared": "non", "idea": NOTES}
    assert client.http.post("/sondage", data=answers).headers["Location"] == "/sondage/merci"


def saved(client: EventClient, session: str, page: str, notes: str) -> str:
    """Save a draft from a page as it was shown, by its button; return what is shown then."""
    marks = dict(re.findall(r'name="(brouillon_\w+)" value="(\w*)"', page))
    answer = client.http.post(f"{session}/brouillon", data={**marks, "notes": notes})
    return str(client.http.get(answer.headers["Location"]).text)


def test_two_windows_lose_nothing_of_each_other(client: EventClient, session: str) -> None:
    sign_in(client)
    one, two = client.http.get(session).text, client.http.get(session).text
    saved(client, session, one, NOTES)
    assert "Un autre texte est gardé" not in saved(client, session, one, f"{NOTES} Puis.")
    both = saved(client, session, two, "vieux")
    assert area(both, "notes") == "vieux"
    assert "Un autre texte est gardé" in both
    assert f"{NOTES} Puis.".splitlines()[-1] in html.unescape(both)
    emptied = saved(client, session, one, "")
    assert area(emptied, "notes") == "vieux", "an empty window erases nothing"
    form = re.search(r'<form method="post" action="[^"]+/brouillon">.*?</form>', both, re.DOTALL)
    assert form is not None
    back = dict(re.findall(r'name="(\w+)" value="(.*?)"', form[0], re.DOTALL))
    client.http.post(f"{session}/brouillon", data={n: html.unescape(v) for n, v in back.items()})
    swapped = client.http.get(session).text
    assert area(swapped, "notes").splitlines() == f"{NOTES} Puis.".splitlines()
    assert "vieux" in swapped


def test_no_document_leaves_over_notes_that_its_window_did_not_know(
    client: EventClient, session: str
) -> None:
    sign_in(client)
    stale = client.http.get(session).text
    saved(client, session, client.http.get(session).text, NOTES)
    marks = dict(re.findall(r'name="(brouillon_\w+)" value="(\w*)"', stale))
    form = {**marks, "notes": "vieux", "outcome": "completed"}
    asked = client.http.post(session, data=form)
    assert area(asked.text, "notes") == "vieux"
    assert "puis <le> site" in html.unescape(asked.text)
    marks = dict(re.findall(r'name="(brouillon_\w+)" value="(\w*)"', asked.text))
    again = client.http.post(session, data={**form, **marks})
    assert again.status_code == 303
    assert "vieux" in client.http.get(session).text
