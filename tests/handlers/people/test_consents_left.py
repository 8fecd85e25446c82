"""What people agreed to stays theirs to read once a region asks for it no more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from tests.support.driver import Client, whose

AGREED = {"program": True, "newsletter": True, "community": True}


@pytest.fixture
def no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Ask for a consent no more."""

    def ask_no_more(purpose: str) -> None:
        before = wiring.programme()
        left = tuple(each for each in before.consents if each.purpose != purpose)
        without = replace(before, consents=left)
        monkeypatch.setattr(wiring, "programme", lambda: without)
        monkeypatch.setitem(wiring.PROVIDERS, "programme", lambda: without)
        wiring.templates.cache_clear()

    return ask_no_more


def newsletters(told: Any) -> list[bool]:
    return [each["granted"] for each in told if each["purpose"] == "newsletter"]


def test_it_is_read_exported_and_shown_and_what_is_saved_goes_on(
    client: Client, no_more: Callable[[str], None]
) -> None:
    token = client.register(consents=AGREED)
    assert client.me(token)["consents"]["newsletter"]
    no_more("newsletter")
    assert "newsletter" not in client.me(token)["consents"]

    parts = client.call("GET", "/api/v1/me/export", token=token).get_json()["parts"]
    exported = [each for part in parts if part["part"] == "consents" for each in part["records"]]
    assert True in newsletters(exported)
    client.enter(token)
    assert "Recevoir l’infolettre" in client.http.get("/mon-espace/mes-donnees").text
    profile = client.http.get("/mon-espace/profil").text
    assert "infolettre" not in profile

    saved = client.call(
        "PATCH", "/api/v1/me", {"role": "Régie", "consents": {"community": False}}, token
    )
    assert saved.status_code == 200, saved.text
    assert saved.get_json()["consents"]["community"] is False
    history = client.call(
        "GET", f"/api/v1/staff/people/{whose(token)}", token=client.staff("equipe@example.org")
    )
    assert True in newsletters(history.get_json()["consent_history"])
