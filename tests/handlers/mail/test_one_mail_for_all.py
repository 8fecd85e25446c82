"""An address that nobody has proven gets one mail, which names all that was asked until it left."""

from collections.abc import Callable
from itertools import permutations

import pytest

from infra.local.system import System

from ...support.driver import REGISTRATION, text_of
from ...support.events import EventClient
from ..events.test_series import GUEST, SeriesClient

LOU = "lou@example.org"
PROGRAMME, EVENT = "Participer au programme : oui", "Participer à une activité : oui"
COFFEE = "Café numérique, le samedi 20 mars 2027, 13 h 30, en ligne (place gardée"
MEETINGS = [
    "Cohorte sur la découvrabilité, le samedi 20 mars 2027, 13 h 30, en ligne (place gardée",
    "Deuxième, le samedi 17 avril 2027, 13 h 30, en ligne (place gardée",
    "Troisième, le dimanche 18 avril 2027, 13 h 30, en ligne (place gardée",
]


@pytest.fixture
def client(system: System) -> SeriesClient:
    return SeriesClient(system)


def mails(client: EventClient) -> list[str]:
    client.drain()
    kinds = dict.fromkeys(client.kinds(LOU))
    told = [text_of(mail) for kind in kinds for mail in client.mails(kind, LOU)]
    return [" ".join(each.split()) for each in told]


def registration(client: SeriesClient) -> list[str]:
    client.driver.register({**REGISTRATION, "email": LOU})
    return [PROGRAMME, "Thèmes : Découvrabilité"]


def event(client: SeriesClient) -> list[str]:
    client.guest(client.create(title="Café numérique"), LOU)
    return ["Café numérique", "samedi 20 mars 2027", EVENT]


def series(client: SeriesClient) -> list[str]:
    address, _ = client.series("Deuxième", "Troisième")
    form = {**GUEST, "email": LOU, "mode": "online", "toutes": "oui"}
    client.http.delete_cookie("brigade_espace")
    assert client.http.post(address, data=form).status_code == 303
    return ["Cohorte sur la découvrabilité", "17 avril 2027", "18 avril 2027", EVENT]


@pytest.mark.parametrize("order", list(permutations([registration, event, series])))
def test_it_names_the_registration_each_event_and_each_meeting_whatever_came_first(
    client: SeriesClient, order: tuple[Callable[[SeriesClient], list[str]], ...]
) -> None:
    asked = [said for ask in order for said in ask(client)]
    (told,) = mails(client)
    assert [said for said in asked if said not in told] == []
    assert told.count("Série « Cohorte du printemps »") >= 2


def test_each_line_says_when_where_and_until_when(client: SeriesClient) -> None:
    for ask in (registration, event, series):
        ask(client)
    (told,) = mails(client)
    for said in (f"Activité : {COFFEE}", *MEETINGS):
        assert said in told
    full = client.create(title="Table ronde", capacity={"in_person": 0, "online": 1})
    client.guest(full, "zoe@example.org")
    client.driver.register({**REGISTRATION, "email": "ali@example.org"})
    client.guest(full, "ali@example.org")
    client.drain()
    (other,) = client.mails("registration", "ali@example.org")
    said = "Activité : Table ronde, le samedi 20 mars 2027, 13 h 30, en ligne (liste d’attente)"
    assert said in " ".join(text_of(other).split())


def test_what_is_asked_after_it_left_makes_no_mail_and_is_behind_its_link(
    client: SeriesClient,
) -> None:
    registration(client)
    assert len(mails(client)) == 1
    event(client)
    client.advance("PT5H")
    (told,) = mails(client)
    assert "Café numérique" not in told
    client.enter(client.token_for(LOU))
    assert "Café numérique" in client.http.get("/mon-espace").text.partition("La suite")[0]


def test_a_seat_given_up_before_the_mail_left_is_not_named(client: SeriesClient) -> None:
    registration(client)
    coffee = client.create(title="Café numérique")
    client.guest(coffee, LOU)
    gone = f"/api/v1/staff/events/{coffee['id']}/cancel"
    client.call("POST", gone, {}, client.staff())
    assert "Café numérique" not in mails(client)[0]
