"""Subjects of co-development: proposed by who has a seat, chosen by the team, each told."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from infra.local.system import System
from tests.support.driver import text_of
from tests.support.events import EventClient


class TopicsClient(EventClient):
    """As one participant at a time, and as the team."""

    def become(self, token: str) -> None:
        assert self.enter(token).status_code == 303

    def enter_as_staff(self) -> None:
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")

    def propose(self, event: dict[str, Any], title: str, text: str = "") -> TestResponse:
        path = f"/evenements/{event['id']}/sujets"
        return self.http.post(path, data={"title": title, "text": text})

    def page(self, event: dict[str, Any]) -> str:
        answer = self.http.get(f"/evenements/{event['id']}/sujets")
        assert answer.status_code == 200, answer.text
        return answer.text

    def choose(self, event: dict[str, Any], *topics: str) -> TestResponse:
        path = f"/equipe/evenements/{event['id']}/sujets"
        return self.http.post(path, data={"topics": list(topics)})


@pytest.fixture
def client(system: System) -> TopicsClient:
    return TopicsClient(system)


@pytest.fixture
def event(client: TopicsClient) -> dict[str, Any]:
    return client.create(kind="codevelopment", capacity={"in_person": 9, "online": 9})


def titles(event: dict[str, Any]) -> list[str]:
    return sorted(topic.title for topic in wiring.store().topics(event["id"]))


def test_one_subject_each_reworded_and_withdrawn(
    client: TopicsClient, event: dict[str, Any]
) -> None:
    token = client.register()
    client.become(token)
    assert client.propose(event, "Trop tôt").status_code == 409
    placed = client.seat(event, token)
    for title in ("Mon site", "Mon site", "Ma tournée"):
        answer = client.propose(event, title, "Deux\nlignes")
        assert answer.headers["Location"] == f"/evenements/{event['id']}/sujets?fait=sujet"
        assert titles(event) == [title]
    assert client.propose(event, " ").status_code == 422
    assert client.propose(event, "x" * 201).status_code == 422
    for _ in range(2):
        answer = client.http.post(f"/evenements/{event['id']}/sujets/retirer")
        assert answer.status_code == 303
        assert titles(event) == []
    client.leave(placed, token)
    assert client.propose(event, "Trop tard").status_code == 409


def test_only_codevelopment_takes_subjects_and_only_before_the_start(
    client: TopicsClient, event: dict[str, Any]
) -> None:
    token = client.register()
    cohort = client.create()
    for each in (event, cohort):
        client.seat(each, token)
    client.become(token)
    assert client.propose(cohort, "Mon site").status_code == 404
    client.move_to("2027-03-20T13:30:00-04:00")
    client.become(token)
    assert client.propose(event, "Mon site").status_code == 422
    client.http.delete_cookie("brigade_espace", domain="localhost")
    assert client.propose(event, "Mon site").status_code == 401


def test_the_team_chooses_four_at_most_and_each_is_told_once(
    client: TopicsClient, event: dict[str, Any]
) -> None:
    tokens = client.people(5)
    ids = []
    for n, token in enumerate(tokens):
        placed = client.seat(event, token)
        client.become(token)
        client.propose(event, f"Sujet {n}")
        person, _, mark = placed["id"].partition("-")
        ids.append(f"ev-{mark}-{person}")
    client.enter_as_staff()
    assert "Sujet 4" in client.http.get(f"/equipe/evenements/{event['id']}/sujets").text
    assert client.choose(event, *ids).status_code == 422
    assert client.choose(event, ids[0], "ev-vother-p1").status_code == 422
    for _ in range(2):
        assert client.choose(event, *ids[:4]).status_code == 303
        client.drain()
    told = [[k for k in client.kinds(f"p{n}@example.org") if "topic" in k] for n in range(5)]
    assert told == [["topic_chosen"]] * 4 + [["topic_not_chosen"]]
    assert "Sujet 0" in text_of(client.mails("topic_chosen", "p0@example.org")[0])
    client.become(tokens[4])
    shown = client.page(event)
    assert "Sujet 3" in shown
    assert "non retenu" in shown
    assert client.propose(event, "Un autre").status_code == 409
    client.choose(event, *ids[1:])
    client.drain()
    assert client.kinds("p4@example.org")[-1] == "topic_chosen"
    assert client.kinds("p0@example.org")[-1] == "topic_not_chosen"
    assert client.kinds("p1@example.org").count("topic_chosen") == 1


def test_the_chosen_subject_of_who_left_is_not_chosen_when_they_come_back(
    client: TopicsClient, event: dict[str, Any]
) -> None:
    tokens = client.people(5)
    placed = [client.seat(event, token) for token in tokens]
    ids = []
    for n, token in enumerate(tokens):
        client.become(token)
        client.propose(event, f"Sujet {n}")
        person, _, mark = placed[n]["id"].partition("-")
        ids.append(f"ev-{mark}-{person}")
    client.enter_as_staff()
    client.choose(event, *ids[:4])
    client.leave(placed[0], tokens[0])
    assert client.choose(event, *ids[1:]).status_code == 303
    client.seat(event, tokens[0])
    page = client.http.get(f"/equipe/evenements/{event['id']}/sujets").text
    assert "Sujet 0" in page
    assert page.count(" checked") == 4


def test_who_has_no_seat_sees_no_subject_and_theirs_is_not_chosen(
    client: TopicsClient, event: dict[str, Any]
) -> None:
    ana, bob = client.people(2)
    placed = client.seat(event, ana)
    client.become(ana)
    client.propose(event, "Le sujet d’Ana")
    person, _, mark = placed["id"].partition("-")
    client.enter_as_staff()
    client.choose(event, f"ev-{mark}-{person}")
    client.become(bob)
    assert "Le sujet d’Ana" not in client.page(event)
    client.leave(placed, ana)
    assert "Le sujet d’Ana" not in client.http.get(f"/equipe/evenements/{event['id']}/sujets").text
    assert client.choose(event, f"ev-{mark}-{person}").status_code == 422
