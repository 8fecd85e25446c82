"""The team's registers: incidents with their notices, the proof of a day, assessments."""

from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.web.privacy import proofs
from infra.local.system import System
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

INCIDENT = {
    "information": "Noms et adresses courriel de douze personnes",
    "circumstances": "Un courriel parti à la mauvaise personne",
    "happened": "Le 1er mars 2027",
    "aware_on": "2027-03-01",
    "people": "12, toutes au Québec",
    "risk": "serious",
    "assessment": "Des pourriels sont possibles",
    "measures": "La personne a effacé le courriel",
}


@pytest.fixture
def client(system: System) -> EventClient:
    made = EventClient(system)
    made.http.set_cookie("brigade_equipe", made.staff("equipe@example.org"))
    return made


def test_an_incident_is_written_down_and_its_notices_are_ready(client: EventClient) -> None:
    answer = client.http.post("/equipe/incidents", data=INCIDENT)
    assert answer.status_code == 303, answer.text
    page = client.http.get(answer.headers["Location"]).text
    assert "Un avis est à donner" in page
    assert page.count(INCIDENT["information"]) == 3, "the record, and both notices"
    assert "1 mars 2032" in page.replace("1er", "1")
    told = {**INCIDENT, "commission_told_on": "2027-03-02", "people_told_on": "2027-03-03"}
    where = f"{answer.headers['Location']}/modifier"
    assert client.http.post(where, data=told).status_code == 303
    assert "Un avis est à donner" not in client.http.get(answer.headers["Location"]).text
    assert INCIDENT["information"] in client.http.get("/equipe/incidents").text
    assert INCIDENT["people"] in client.http.get(where).text


def test_what_is_missing_of_an_incident_is_named_and_nothing_is_kept(client: EventClient) -> None:
    before = len(wiring.store().incidents())
    answer = client.http.post("/equipe/incidents", data={**INCIDENT, "aware_on": "hier"})
    assert answer.status_code == 422
    assert INCIDENT["circumstances"] in answer.text
    assert len(wiring.store().incidents()) == before


def test_a_person_s_day_is_proven(client: EventClient) -> None:
    token = client.register("preuve@example.org", given_name="Perrine")
    client.call("PATCH", "/api/v1/me", {"consents": {"newsletter": True}}, token)
    day = f"{wiring.now():%Y-%m-%d}"
    form = {"email": "preuve@example.org", "day": day}
    page = client.http.post("/equipe/preuves", data=form)
    assert page.status_code == 200, page.text
    for said in ("Perrine", "Recevoir l’infolettre", "Service demandé"):
        assert said in page.text
    earlier = client.http.post("/equipe/preuves", data={**form, "day": "2020-01-01"}).text
    assert "Aucun accord n’était en vigueur" in earlier
    unknown = {"email": "personne@example.org", "day": day}
    assert client.http.post("/equipe/preuves", data=unknown).status_code == 404
    assert client.http.post("/equipe/preuves", data={**form, "day": "x"}).status_code == 422


def test_each_service_that_is_offered_has_its_assessment(client: EventClient) -> None:
    page = client.http.get("/equipe/evaluations").text
    for service in ("Zoom", "BigBlueButton", "Slack", "Mattermost", "Modèle"):
        assert service in page


def test_the_notices_have_each_thing_that_the_regulation_asks_for(client: EventClient) -> None:
    answer = client.http.post("/equipe/incidents", data=INCIDENT)
    page = client.http.get(answer.headers["Location"]).text
    commission, _, people = page.partition("avis-personnes")
    for said in ("Numéro d’entreprise (Québec)", "cause", "y résident, Québec", "au plus tard"):
        assert said in commission.partition("avis-commission")[2], f"s. 3: {said}"
    for said in ("Ce que nous avons fait", "Ce que vous pouvez faire", "Pour toute question"):
        assert said in people, f"s. 5: {said}"
    form = client.http.get("/equipe/incidents/nouveau").text
    for said in ("délicats", "mal intentionné", "conséquences", "probable"):
        assert said in form, f"s. 7 (6): {said}"


@pytest.mark.parametrize("text", proofs.assessments(), ids=lambda text: text.partition("\n")[0])
def test_an_assessment_weighs_what_the_law_wants_weighed(text: str) -> None:
    text = text.lower()
    for weighed in ("sensibilité", "fins", "protégé, contrat compris", "régime juridique"):
        assert f"{weighed}\n" in text, f"P-39.1, s. 17 wants « {weighed} » weighed"
    assert "principes" in text
    assert "entente écrite" in text


def test_the_team_is_shown_the_assessments_that_a_region_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: EventClient
) -> None:
    (tmp_path / "assessments").mkdir()
    for name, text in {
        "jitsi": "# Jitsi\n\nIci.",
        "modele": "# Modèle\n\nQuoi.",
        "slack": "",
    }.items():
        (tmp_path / f"assessments/{name}.md").write_text(text, "utf-8")
    monkeypatch.setattr(proofs, "TEMPLATES", tmp_path)
    page = client.http.get("/equipe/evaluations").text
    assert page.index("Jitsi") < page.index("Modèle")
    assert "Slack" not in page
