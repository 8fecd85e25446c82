"""Who is of the team: an admin adds, changes and bars; nobody takes away the last admin."""

import threading
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.errors import Busy
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.workflows.people.find_member import find_member, id_by_address
from chalicelib.workflows.people.manage_staff import bar
from chalicelib.workflows.week import hide_hours
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for()

ADMIN, ADVISER, NEW = "equipe@example.org", "brigadiere@example.org", "nouvelle@example.org"
PAGE = "/equipe/membres"


@pytest.fixture
def team(client: Client) -> Client:
    be(client, ADMIN)
    return client


def be(client: Client, address: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(address))


def member(address: str) -> StaffMember:
    found = wiring.run(find_member, address)
    assert found is not None, address
    return found


def add(client: Client, **changes: str) -> Any:
    fields = {"email": NEW, "name": "Nouvelle Exemple", "role": "adviser", **changes}
    return client.http.post(PAGE, data=fields)


def change(client: Client, address: str, access: str) -> int:
    path = f"{PAGE}/{member(address).id}"
    return client.http.post(path, data={"access": access}).status_code


def sign_in_mails(client: Client, address: str) -> int:
    client.http.post("/equipe/lien", data={"email": address})
    client.drain()
    return len(client.mails("staff_sign_in", address))


def test_an_admin_adds_a_member_who_then_signs_in(team: Client) -> None:
    assert add(team).status_code == 303
    assert "Nouvelle Exemple" in team.http.get(PAGE).text
    assert sign_in_mails(team, NEW) == 1
    be(team, NEW)
    assert team.http.get("/equipe").status_code == 200
    assert team.http.get(PAGE).status_code == 403


def test_the_id_of_a_member_says_nothing_of_their_address(team: Client) -> None:
    add(team)
    assert id_by_address(NEW) != member(NEW).id
    first = member(NEW).id
    add(team, name="Nouvelle Autre", email=NEW.upper())
    assert (member(NEW).id, member(NEW).name) == (first, "Nouvelle Autre")


def test_a_member_whose_id_was_made_of_their_address_goes_on(team: Client) -> None:
    before = StaffMember(id_by_address(NEW), NEW, "Ancienne Exemple", Role.ADVISER)
    unit = wiring.store().unit()
    unit.add(before)
    unit.commit()
    assert sign_in_mails(team, NEW) == 1
    add(team, name="Ancienne Exemple", role="admin")
    assert (member(NEW).id, member(NEW).role) == (before.id, Role.ADMIN)
    assert team.http.get(PAGE).text.count("Ancienne Exemple") > 0


def test_a_role_counts_from_the_next_page_on(team: Client) -> None:
    adviser = team.staff(ADVISER)
    assert change(team, ADVISER, "admin") == 303
    team.http.set_cookie("brigade_equipe", adviser)
    page = team.http.get(PAGE)
    assert page.status_code == 200
    assert '<li><a href="/equipe/membres"' in page.text
    be(team, ADMIN)
    assert change(team, ADVISER, "adviser") == 303
    team.http.set_cookie("brigade_equipe", adviser)
    assert team.http.get(PAGE).status_code == 403


def test_who_is_barred_is_out_at_once_until_let_in_again(team: Client) -> None:
    before = team.staff(ADVISER)
    assert change(team, ADVISER, "aucun") == 303
    assert "Sans accès" in team.http.get(PAGE).text
    assert sign_in_mails(team, ADVISER) == 0
    team.http.set_cookie("brigade_equipe", before)
    assert team.http.get("/equipe").status_code == 401
    be(team, ADMIN)
    assert change(team, ADVISER, "adviser") == 303
    assert sign_in_mails(team, ADVISER) == 1
    team.http.set_cookie("brigade_equipe", before)
    assert team.http.get("/equipe").status_code == 401


def offered(team: Client) -> list[str]:
    found = team.call("GET", "/api/v1/slots").get_json()["slots"]
    return [each["starts_at"][11:13] for each in found]


def test_the_hours_of_who_is_barred_are_offered_to_nobody_until_let_in_again(team: Client) -> None:
    slots = team.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    token = team.register()
    booking = team.book(token, slots[1])
    assert change(team, ADVISER, "aucun") == 303
    team.drain()
    assert offered(team) == []
    page = team.http.get(f"{PAGE}/{member(ADVISER).id}/rencontres").text
    assert "1 rencontre à donner" in page
    assert f"/equipe/rencontres/{booking['id']}/deplacer" in page
    cancelled = team.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token)
    assert cancelled.status_code == 204
    team.drain()
    assert offered(team) == []
    assert "rien à donner" in team.http.get(f"{PAGE}/{member(ADVISER).id}/rencontres").text
    assert change(team, ADVISER, "adviser") == 303
    team.drain()
    assert offered(team) == ["09", "10", "11"]


def test_the_operator_bars_somebody_the_same_and_what_a_day_change_moves_stays_hidden(
    team: Client,
) -> None:
    team.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00")
    wiring.run(bar, ADVISER)
    team.drain()
    assert offered(team) == []
    moved = {"adviser": ADVISER, "day": "2027-03-09", "becomes": "moved", "to": "2027-03-10"}
    answer = team.call("POST", "/api/v1/staff/day-changes", moved, team.staff(ADMIN))
    assert answer.status_code == 201, answer.text
    team.advance("PT2M")
    assert offered(team) == []


def test_hours_that_a_crash_left_shown_are_hidden_by_the_next_try(
    team: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(9, 13):
        team.open_day(f"2027-03-{day:02}T06:00:00-05:00", f"2027-03-{day:02}T20:00:00-05:00")
    whole, calls = hide_hours._mark, iter([True])

    def dies(*given: Any, **named: Any) -> None:
        whole(*given, **named)
        if next(calls, False):
            raise Busy

    monkeypatch.setattr(hide_hours, "_mark", dies)
    wiring.run(bar, ADVISER)
    with pytest.raises(Busy):
        wiring.run(hide_hours.hide_hours, member(ADVISER).id)
    assert 0 < len(offered(team)) < 56
    team.drain()
    assert offered(team) == []


@pytest.mark.parametrize("access", ["adviser", "admin", "aucun"])
def test_nobody_changes_their_own_access(team: Client, access: str) -> None:
    before = member(ADMIN)
    assert change(team, ADMIN, access) == 409
    assert add(team, email=ADMIN, role="adviser").status_code == 409
    assert member(ADMIN) == before


@pytest.mark.parametrize(
    ("changes", "box"),
    [({"email": "sans arobase"}, "email"), ({"name": " "}, "name"), ({"role": "reine"}, "role")],
)
def test_what_is_wrong_in_the_form_is_said(team: Client, changes: dict[str, str], box: str) -> None:
    page = add(team, **changes)
    assert page.status_code == 422
    assert f'href="#champ-{box}"' in page.text
    assert wiring.run(find_member, NEW) is None


@pytest.mark.parametrize("path", ["s7c9", "pana", "s7c1-x"])
def test_who_is_not_of_the_team_is_not_found(team: Client, path: str) -> None:
    assert team.http.post(f"{PAGE}/{path}", data={"access": "admin"}).status_code == 404


def test_of_two_admins_who_bar_each_other_one_stays(team: Client) -> None:
    """Both at the same time, again and again."""
    for _ in range(8):
        change(team, ADVISER, "admin")
        pairs = [(ADMIN, ADVISER), (ADVISER, ADMIN)]
        clients = [Client(team.system) for _ in pairs]
        for each, (who, _) in zip(clients, pairs, strict=True):
            be(each, who)
        at_once = threading.Barrier(2)

        def bar(each: Client, whom: str, at_once: threading.Barrier = at_once) -> None:
            path = f"{PAGE}/{member(whom).id}"
            at_once.wait()
            each.http.post(path, data={"access": "aucun"})

        threads = [
            threading.Thread(target=bar, args=(each, whom))
            for each, (_, whom) in zip(clients, pairs, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        left = [a for a in (ADMIN, ADVISER) if member(a).active and member(a).role is Role.ADMIN]
        assert len(left) == 1
        _let_in_again(team, *left)


def _let_in_again(team: Client, admin: str) -> None:
    be(team, admin)
    for each in (ADMIN, ADVISER):
        if each != admin:
            change(team, each, "admin")
    be(team, ADMIN)


def test_two_admins_who_add_the_same_person_add_one(team: Client) -> None:
    change(team, ADVISER, "admin")
    clients = [Client(team.system) for _ in range(2)]
    be(clients[0], ADMIN)
    be(clients[1], ADVISER)
    threads = [threading.Thread(target=add, args=(each,)) for each in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.email for each in wiring.store().team()].count(NEW) == 1
