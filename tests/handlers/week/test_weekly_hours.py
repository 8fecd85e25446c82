"""What comes again each week: stopped or changed from a day on, undone for a minute."""

import re
from typing import Any

import pytest

from tests.support.driver import THEME, Client, text_of

ADVISER, ADMIN = "brigadiere@example.org", "equipe@example.org"
PAGE = "/equipe/semaine/heures"


def open_each_week(client: Client, since: str, to: str, **repeat: Any) -> None:
    body = {
        "adviser": ADVISER,
        "starts_at": f"2027-03-08T{since}:00-05:00",
        "ends_at": f"2027-03-08T{to}:00-05:00",
        "repeat": {"until": "2027-03-30", **repeat},
    }
    answer = client.call("POST", "/api/v1/staff/availabilities", body, client.staff(ADVISER))
    assert answer.status_code == 201, answer.text


@pytest.fixture(autouse=True)
def hours(client: Client) -> None:
    """Mondays and Tuesdays from nine to eleven, Mondays from two to three."""
    open_each_week(client, "09:00", "11:00", weekdays=[1, 2])
    open_each_week(client, "14:00", "15:00", **{"except": ["2027-03-22"]})
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")


def free(client: Client) -> list[str]:
    found = client.call("GET", "/api/v1/slots").get_json()["slots"]
    return [each["starts_at"][5:13] for each in found]


def stop(client: Client, day: str, **fields: str) -> Any:
    data = {"day": day, "since": "09:00", "before": "11:00", **fields}
    return client.http.post(PAGE, data=data)


def test_the_page_and_the_api_say_what_comes_again(client: Client) -> None:
    page = client.http.get(PAGE).text
    assert [page.count(f'<h2 id="jour-{day}"') for day in range(3)] == [1, 1, 0]
    assert page.count("<h3>9\u00a0h à 11\u00a0h</h3>") == 2
    assert "Sauf le lundi 22 mars" in page
    path = "/api/v1/staff/weekly-hours"
    found = client.call("GET", path, token=client.staff(ADVISER)).get_json()["hours"]
    assert [(each["weekday"], each["from"], each["to"]) for each in found] == [
        (1, "09:00", "11:00"),
        (1, "14:00", "15:00"),
        (2, "09:00", "11:00"),
    ]
    days = [each["date"] for each in found[1]["days"]]
    assert days == ["2027-03-08", "2027-03-15", "2027-03-29"]


def test_hours_stop_from_a_day_on_and_those_beside_them_stay(client: Client) -> None:
    asked = stop(client, "2027-03-15")
    assert asked.status_code == 303
    assert "C’est noté" in client.http.get(asked.location).text
    client.advance("PT2M")
    assert [each for each in free(client) if each[6:] != "14"][:6] == [
        "03-08T09",
        "03-08T10",
        "03-09T09",
        "03-09T10",
        "03-16T09",
        "03-16T10",
    ]
    assert [each for each in free(client) if each[6:] == "14"] == [
        "03-08T14",
        "03-15T14",
        "03-29T14",
    ]
    assert "C’est fait." in client.http.get(asked.location).text


def test_who_booked_is_told_with_what_is_free_and_undoing_leaves_all_as_it_was(
    client: Client,
) -> None:
    token = client.register()
    slots = client.call("GET", "/api/v1/slots").get_json()["slots"]
    client.book(token, next(each for each in slots if each["starts_at"][5:13] == "03-15T09"))
    client.drain()
    assert "lundi 15 mars (1 réservée)" in client.http.get(PAGE).text
    before, kinds = free(client), client.kinds()
    page = client.http.get(stop(client, "2027-03-15").location).text
    [where] = re.findall(r'action="([^"]*/defaire)"', page)
    form = {"day": "2027-03-15", "retour": "heures"}
    back = client.http.post(where, data=form, follow_redirects=True)
    assert "rien n’a changé" in back.text
    client.advance("PT2M")
    assert (free(client), client.kinds()) == (before, kinds)
    stop(client, "2027-03-15")
    client.advance("PT2M")
    [mail] = client.mails("booking_cancelled")
    assert "lundi 8 mars 2027, 9\u00a0h" in text_of(mail)


def test_to_change_them_leads_to_the_day_with_its_hours_and_each_week_filled_in(
    client: Client,
) -> None:
    led = stop(client, "2027-03-15", changer="oui")
    assert led.status_code == 303
    page = client.http.get(led.location).text
    assert "De 9\u00a0h à 11\u00a0h seulement" in page
    assert "2 plages à venir" in page
    assert 'name="onwards" value="oui" checked' in page
    form = {"becomes": "themes", "themes": THEME, "onwards": "oui"}
    form |= {"since": "09:00", "before": "11:00"}
    assert client.http.post(led.location.partition("?")[0], data=form).status_code == 303
    client.advance("PT2M")
    found = client.call("GET", "/api/v1/slots").get_json()["slots"]
    of_theme = [each["starts_at"][5:13] for each in found if each["themes"] == [THEME]]
    assert of_theme == ["03-15T09", "03-15T10", "03-22T09", "03-22T10", "03-29T09", "03-29T10"]


def test_two_lines_of_one_day_stop_one_after_the_other_and_the_same_twice_is_told(
    client: Client,
) -> None:
    assert stop(client, "2027-03-15").status_code == 303
    assert stop(client, "2027-03-15", since="14:00", before="15:00").status_code == 303
    again = stop(client, "2027-03-22")
    assert again.status_code == 409
    assert again.text.count("/defaire") == 2


def test_an_adviser_s_are_hers_and_an_admin_s_and_what_is_none_is_told(client: Client) -> None:
    [theirs] = re.findall(
        r"conseillere=(s\w+)", client.http.get("/equipe/semaine/jours/2027-03-08").text
    )[:1]
    assert stop(client, "hier").status_code == 422
    assert stop(client, "hier", changer="oui").status_code == 422
    assert stop(client, "2027-03-15", since="11:00", before="09:00").status_code == 422
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    assert client.http.get(f"{PAGE}?conseillere={theirs}").text.count("<article") == 3
    assert client.http.get(f"{PAGE}?conseillere=s0").status_code == 404
    path = "/api/v1/staff/weekly-hours?adviser="
    assert client.call("GET", path + ADVISER, token=client.staff(ADMIN)).status_code == 200
    assert client.call("GET", path + ADMIN, token=client.staff(ADVISER)).status_code == 403
    assert client.call("GET", path + "x@example.org", token=client.staff(ADMIN)).status_code == 404
