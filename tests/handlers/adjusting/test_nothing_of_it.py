"""Delays of nothing and no telephone are not spoken of, by pages or by mails."""

import re

import pytest

from tests.support.driver import THEME, Client, text_of

from .test_settings import ADMIN, be, patch

NOTHING = {
    "delays.cancel_deadline_hours": 0,
    "delays.undo_minutes": 0,
    "delays.join_minutes_before": 0,
    "contact_phone": "",
}
SAID = re.compile(r"\b0\s(heure|minute)|\(\)|téléphonez|\b1\s(heures|minutes)\b")


@pytest.mark.parametrize("cancel", [0, 1])
def test_delays_of_nothing_and_no_telephone_are_not_spoken_of(client: Client, cancel: int) -> None:
    be(client, ADMIN)
    changed = patch(client, {**NOTHING, "delays.cancel_deadline_hours": cancel})
    assert changed.status_code == 200, changed.text
    token = client.register()
    slot, *_ = client.open_day("2027-03-15T09:00:00-04:00", "2027-03-15T12:00:00-04:00")
    client.enter(token)
    pages = [client.http.get(path).text for path in ("/", f"/mon-espace/reserver?theme={THEME}")]
    assert ("jusqu’au début" in pages[1]) is (cancel == 0)
    client.book(token, slot)
    client.drain()
    pages.append(client.http.get("/mon-espace").text)
    mails = [text_of(each) for each in client.mails("booking_confirmed")]
    for text in (*pages, *mails):
        assert SAID.search(re.sub(r"<[^>]+>", " ", text)) is None
