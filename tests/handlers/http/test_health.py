"""`/healthz` says whether the site can answer, not whether something listens."""

import pytest

from chalicelib import wiring
from tests.support.driver import Client


@pytest.mark.parametrize("needed", ["programme", "themes", "questionnaire", "links", "templates"])
def test_a_site_that_cannot_read_what_it_says_of_itself_is_not_well(
    client: Client, needed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.http.get("/healthz").status_code == 200

    def broken() -> None:
        raise KeyError("zone")

    monkeypatch.setattr(wiring, needed, broken)
    assert client.http.get("/healthz").status_code >= 500


def test_a_site_whose_labels_cannot_be_read_is_not_well(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vars(wiring.templates()), "words", {})
    assert client.http.get("/healthz").status_code >= 500
