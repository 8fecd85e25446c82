"""Who waits is told of an hour that was hidden once it is offered again."""

import pytest

from tests.handlers.week.test_external import DENTIST, ask, give, shows
from tests.support.driver import THEME, Client

PERSON = "ana@example.org"


@pytest.fixture
def waits(client: Client) -> None:
    """Somebody waits for a theme whose one hour is while its adviser is at the dentist's."""
    shows(client, DENTIST)
    client.open_day("2027-03-08T10:00:00-05:00", "2027-03-08T11:00:00-05:00", [THEME])
    give(client)
    token = client.register(PERSON)
    body = {"theme": THEME}
    assert client.call("POST", "/api/v1/me/alerts", body, token).status_code == 201
    client.drain()


@pytest.mark.usefixtures("waits")
@pytest.mark.parametrize("taken_back", [True, False])
def test_who_waits_is_told_once_the_hour_is_free_again(client: Client, taken_back: bool) -> None:
    client.advance("PT10M")
    assert "theme_open" not in client.kinds(PERSON)
    if taken_back:
        assert ask(client, "DELETE").status_code == 204
    else:
        shows(client)
    client.advance("PT1H")
    client.advance("PT10M")
    assert client.kinds(PERSON).count("theme_open") == 1
