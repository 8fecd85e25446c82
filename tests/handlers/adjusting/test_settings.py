"""Admins change settings: in force at once, dated, with their author, undone; two are told."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.adjusting.adjustments import ADJUSTMENTS_ID, Adjusted, Adjustments
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from chalicelib.workflows.report.recount import finish, walk_on
from tests.support.driver import Client, text_of
from tests.support.readers.forms import boxes
from tests.support.systems import system_for

system = system_for()

ADMIN, ADVISER, OTHER = "equipe@example.org", "brigadiere@example.org", "autre@example.org"
API, PAGE = "/api/v1/staff/settings", "/equipe/reglages"
NOTICE = "delays.booking_notice_hours"
NOT_IN_A_MAIL = (
    "bonjour,equipe@example.org",
    'bon"jour@example.org',
    "bon..jour@example.org",
    "bon:jour;@example.org",
    "bon(jour@example.org",
    "équipe@example.org",
    "bonjour@exämple.org",
    "bonjour@[192.0.2.1]",
)
"""Addresses with which no mail could be written."""


@pytest.fixture
def admin(client: Client) -> Client:
    be(client, ADMIN)
    return client


def be(client: Client, address: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(address), domain="localhost")


def be_another(client: Client) -> None:
    wiring.run(enrol, OTHER, "Autre Exemple", Role.ADMIN)
    be(client, OTHER)


def patch(client: Client, values: dict[str, Any], **more: Any) -> Any:
    return client.http.patch(API, json={"values": values, **more})


def told(client: Client, path: str = API) -> Any:
    return client.http.get(path).json


def setting(client: Client, key: str) -> dict[str, Any]:
    found = told(client)["settings"]
    return next(each for each in found if each["key"] == key)


def test_a_change_holds_at_once_and_says_who_made_it(admin: Client) -> None:
    answer = patch(admin, {NOTICE: 3}, reason="Les journées se remplissent tard")
    assert answer.status_code == 200, answer.text
    found = setting(admin, NOTICE)
    assert (found["value"], found["default"], found["adjusted"]) == (3, 12, True)
    assert found["changed_by"] == "Équipe du programme"
    assert wiring.programme().booking_notice == timedelta(hours=3)


def test_what_is_empty_is_said_so_and_emptied_again_by_its_word(admin: Client) -> None:
    page = admin.http.get(PAGE).text
    assert "<dd>rien</dd>" not in page
    assert "<dd>non précisé</dd>" in page
    patch(admin, {"edition.funder": "la Ville de Saint-Jérôme"})
    page = admin.http.get(PAGE).text
    assert "Vider</button>" in page
    assert "non précisé</span> → <strong" in page


def test_that_figures_are_of_the_days_before_is_said_until_they_are_recounted(
    admin: Client,
) -> None:
    slug = wiring.programme().edition.slug
    pages, said = (PAGE, f"/equipe/bilans/{slug}"), "Les dates de l’édition ont changé"
    assert not any(said in admin.http.get(page).text for page in pages)
    patch(admin, {"edition.starts_on": "2026-08-20"})
    assert all(said in admin.http.get(page).text for page in pages)
    while not wiring.run(walk_on, slug).walked:
        pass
    wiring.run(finish, slug)
    assert not any(said in admin.http.get(page).text for page in pages)
    patch(admin, {"edition.starts_on": None})
    assert all(said in admin.http.get(page).text for page in pages)


def test_what_another_container_changed_holds_a_minute_later(admin: Client) -> None:
    admin.http.get("/")
    put(Adjusted(NOTICE, "3", "s1", wiring.now(), 1))
    assert wiring.programme().booking_notice == timedelta(hours=12)
    admin.system.clock.advance(timedelta(seconds=59))
    admin.http.get("/")
    assert wiring.programme().booking_notice == timedelta(hours=12)
    admin.system.clock.advance(timedelta(seconds=1))
    admin.http.get("/")
    assert wiring.programme().booking_notice == timedelta(hours=3)


def put(*adjusted: Adjusted) -> None:
    unit = wiring.store().unit()
    unit.put(Adjustments(ADJUSTMENTS_ID, adjusted, len(adjusted)))
    unit.commit()


def test_pages_say_what_was_changed(admin: Client) -> None:
    patch(admin, {"contact_phone": "450 555-0177"})
    assert "450 555-0177" in admin.http.get("/").text


def test_a_setting_goes_back_to_its_default(admin: Client) -> None:
    patch(admin, {NOTICE: 3})
    patch(admin, {NOTICE: None})
    found = setting(admin, NOTICE)
    assert (found["value"], found["adjusted"]) == (12, False)
    assert wiring.programme().booking_notice == timedelta(hours=12)


def test_each_change_is_kept_and_undone_by_another(admin: Client) -> None:
    patch(admin, {NOTICE: 3, "open_bookings_per_person": 5})
    patch(admin, {NOTICE: 4})
    assert admin.http.post(f"{API}/changes/2/undo").status_code == 200
    assert setting(admin, NOTICE)["value"] == 3
    listed = told(admin, f"{API}/changes")["changes"]
    assert [each["number"] for each in listed] == [3, 2, 1]
    assert listed[0]["changed"] == [{"key": NOTICE, "before": 4, "after": 3}]
    assert listed[2]["changed"][0] == {"key": NOTICE, "before": None, "after": 3}


def test_undone_twice_is_undone_once(admin: Client) -> None:
    patch(admin, {NOTICE: 3})
    for _ in range(2):
        assert admin.http.post(f"{API}/changes/1/undo").status_code == 200
    assert len(told(admin, f"{API}/changes")["changes"]) == 2


def test_what_was_changed_again_since_is_not_undone(admin: Client) -> None:
    patch(admin, {NOTICE: 3})
    patch(admin, {NOTICE: 4})
    answer: Any = admin.http.post(f"{API}/changes/1/undo")
    assert (answer.status_code, answer.json["code"]) == (409, "settings_changed")
    assert setting(admin, NOTICE)["value"] == 4


def test_nothing_is_written_of_what_is_so_already(admin: Client) -> None:
    patch(admin, {NOTICE: 12})
    patch(admin, {NOTICE: 3})
    patch(admin, {NOTICE: 3})
    assert len(told(admin, f"{API}/changes")["changes"]) == 1


def test_the_second_of_two_admins_is_told(admin: Client) -> None:
    read = told(admin)["read"]
    patch(admin, {NOTICE: 3}, read=read)
    be_another(admin)
    answer = patch(admin, {NOTICE: 4}, read=read)
    assert (answer.status_code, answer.json["changed"]) == (409, [NOTICE])
    assert patch(admin, {"open_bookings_per_person": 5}, read=read).status_code == 200
    assert patch(admin, {NOTICE: 3}, read=read).status_code == 200


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (NOTICE, -1, "out_of_range"),
        (NOTICE, "12", "wrong_type"),
        (NOTICE, True, "wrong_type"),
        ("delays.undo_seconds", 901, "out_of_range"),
        ("edition.title", " ", "required"),
        ("edition.starts_on", "2026-13-01", "invalid_date"),
        ("edition.ends_on", "2026-08-23", "ends_before_start"),
        ("sleep.begins", "25:00", "invalid_hour"),
        ("sleep.ends", "20:00", "not_at_night"),
        ("contact_email", "equipe", "invalid_email"),
        *(("contact_email", each, "invalid_email") for each in NOT_IN_A_MAIL),
        ("privacy_email", NOT_IN_A_MAIL[0], "invalid_email"),
        ("community_url", "communauté", "invalid_url"),
        ("retired_themes", ["metaphysique"], "unknown_theme"),
        ("delays.event_link_hours_before", 24, "with_a_reminder"),
        ("delays.shortest_offer_minutes", 1440 + 1, "out_of_range"),
        ("delays.reminder_hours_before", [1, 2, 3, 4, 5], "too_many"),
        ("zone", "Europe/Paris", "unknown_field"),
    ],
)
def test_what_may_not_be_is_refused_beside_its_field(
    admin: Client, key: str, value: Any, code: str
) -> None:
    answer = patch(admin, {key: value, "open_bookings_per_person": 5})
    assert answer.status_code == 422
    assert [(each["field"], each["code"]) for each in answer.json["errors"]] == [(key, code)]
    assert setting(admin, "open_bookings_per_person")["value"] == 2


def test_one_theme_has_to_be_left(admin: Client) -> None:
    assert patch(admin, {"retired_themes": [*wiring.themes()]}).status_code == 422


def test_a_bad_stored_value_breaks_nothing_and_is_told(admin: Client) -> None:
    now = wiring.now()
    put(
        Adjusted(NOTICE, "[1", "s1", now, 1),
        Adjusted("of.another.release", "1", "s1", now, 2),
        Adjusted("open_bookings_per_person", "7", "s1", now, 3),
        Adjusted("edition.ends_on", '"2020-01-01"', "s1", now, 4),
    )
    admin.system.clock.advance(timedelta(minutes=1))
    page = admin.http.get(PAGE).text
    assert "Des réglages ne peuvent plus être lus" in page
    assert setting(admin, NOTICE)["refused"]
    programme = wiring.programme()
    assert programme.booking_notice == timedelta(hours=12)
    assert programme.edition.ends_on.year == 2027
    assert programme.open_bookings_per_person == 7


def test_an_adviser_may_not(client: Client) -> None:
    be(client, ADVISER)
    assert client.http.get(PAGE).status_code == 403
    assert patch(client, {NOTICE: 3}).status_code == 403
    assert PAGE not in client.http.get("/equipe").text


def test_the_form_of_a_group_changes_it(admin: Client) -> None:
    fields = form(admin, "rencontres") | {NOTICE: ["6"], "reason": ["Essai"]}
    answer = admin.http.post(f"{PAGE}/rencontres", data=fields)
    assert answer.status_code == 303, answer.text
    page = admin.http.get(PAGE).text
    assert "Essai" in page
    assert wiring.programme().booking_notice == timedelta(hours=6)
    assert len(told(admin, f"{API}/changes")["changes"][0]["changed"]) == 1


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(admin: Client) -> None:
    fields = form(admin, "rencontres") | {
        NOTICE: ["beaucoup"],
        "delays.reminder_hours_before": ["30"],
    }
    answer = admin.http.post(f"{PAGE}/rencontres", data=fields)
    assert answer.status_code == 422
    assert "Écrivez un nombre entier, de 0 à 336." in answer.text
    assert 'value="beaucoup"' in answer.text
    assert 'value="30"' in answer.text


def test_the_second_form_is_told_what_the_first_changed(admin: Client) -> None:
    fields = form(admin, "rencontres")
    admin.http.post(f"{PAGE}/rencontres", data=fields | {NOTICE: ["6"]})
    be_another(admin)
    answer = admin.http.post(f"{PAGE}/rencontres", data=fields | {NOTICE: ["8"]})
    assert answer.status_code == 409
    assert "Équipe du programme" in answer.text
    assert 'value="8"' in answer.text
    again = boxes(answer.text) | {NOTICE: ["8"]}
    assert admin.http.post(f"{PAGE}/rencontres", data=again).status_code == 303


def form(client: Client, group: str) -> dict[str, list[str]]:
    return boxes(client.http.get(f"{PAGE}/{group}").text)


def test_a_button_goes_back_to_the_default_and_another_undoes_it(admin: Client) -> None:
    patch(admin, {NOTICE: 3})
    assert admin.http.post(PAGE, data={"defaut": NOTICE, "lu": "1"}).status_code == 303
    assert setting(admin, NOTICE)["value"] == 12
    assert admin.http.post(f"{PAGE}/changements/2/defaire").status_code == 303
    assert setting(admin, NOTICE)["value"] == 3


def test_the_journal_leads_to_the_settings(admin: Client) -> None:
    patch(admin, {NOTICE: 3}, reason="Essai")
    assert f'href="{PAGE}">Réglages changés' in admin.http.get("/equipe/journal").text


def test_changes_are_paged(admin: Client) -> None:
    for number in range(1, 24):
        patch(admin, {NOTICE: number + 20})
    first = told(admin, f"{API}/changes")
    assert len(first["changes"]) == 20
    then = told(admin, f"{API}/changes?cursor={first['next']}")
    assert [each["number"] for each in then["changes"]] == [3, 2, 1]
    assert then["next"] is None
    assert admin.http.get(f"{PAGE}?avant={first['next']}").status_code == 200


def test_a_table_that_does_not_answer_leaves_what_held(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    patch(admin, {NOTICE: 3})

    def refuse() -> Any:
        raise TimeoutError

    admin.system.clock.advance(timedelta(minutes=2))
    with monkeypatch.context() as patched:
        patched.setitem(wiring.PROVIDERS, "store", refuse)
        assert admin.http.get("/").status_code == 200
    assert wiring.programme().booking_notice == timedelta(hours=3)


def test_mails_say_what_was_changed(admin: Client) -> None:
    patch(admin, {"postal_address": "1, rue Neuve, Saint-Jérôme (Québec) J7Z 0A1"})
    admin.register("zoe@example.org")
    admin.drain()
    [mail] = admin.mails("registration", "zoe@example.org")
    assert "1, rue Neuve" in text_of(mail)
