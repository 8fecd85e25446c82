"""Who is counted, and that what stands for them lasts a day."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.audience.days import day_of, end_of_day, start_of_week
from chalicelib.domain.audience.visitors import Visitor, is_browser, salt_of_today

ZONE = "America/Toronto"
NOON = datetime(2027, 3, 1, 17, tzinfo=UTC)
ANA = Visitor("203.0.113.7", "Mozilla/5.0 Firefox")
SECRETS = iter(f"{n:064x}" for n in range(1, 1000))

PEOPLE = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",  # noqa: E501
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",  # noqa: E501
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.0;FBDV/iPhone14,5;FBLC/fr_CA]",  # noqa: E501
    "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",  # noqa: E501
    "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18",
]
MACHINES = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Werkzeug/3.1",
    "WhatsApp/2.24.1",
    "facebookexternalhit/1.1",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36",  # noqa: E501
    "Mozilla/5.0 (Linux; Android 6.0.1) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36 (compatible; GoogleOther)",  # noqa: E501
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36",  # noqa: E501
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0 Safari/537.36 Chrome-Lighthouse",  # noqa: E501
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; YandexImages/3.0)",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Mozilla/5.0 (compatible; Barracuda Sentinel (EE))",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_browsers_of_people_are_counted(agent: str) -> None:
    assert is_browser(agent)


@pytest.mark.parametrize("agent", MACHINES)
def test_programs_are_not(agent: str) -> None:
    assert not is_browser(agent)


def test_a_day_is_the_programme_s_and_its_salt_lasts_as_long_also_when_clocks_change() -> None:
    for noon in (
        NOON,
        datetime(2027, 3, 14, 17, tzinfo=UTC),
        datetime(2027, 11, 7, 17, tzinfo=UTC),
    ):
        salt = salt_of_today(None, noon, ZONE, lambda: next(SECRETS))
        last = salt.expires_at - timedelta(seconds=1)
        assert day_of(last, ZONE) == day_of(noon, ZONE) < day_of(salt.expires_at, ZONE)
        assert salt.lasts(last)
        assert not salt.lasts(salt.expires_at)
        assert salt_of_today(salt, last, ZONE, lambda: next(SECRETS)) == salt


def test_the_next_day_has_another_salt_in_the_place_of_the_first() -> None:
    salt = salt_of_today(None, NOON, ZONE, lambda: next(SECRETS))
    next_one = salt_of_today(salt, end_of_day(NOON, ZONE), ZONE, lambda: next(SECRETS))
    assert (next_one.id, next_one.version) == (salt.id, salt.version)
    assert next_one.secret != salt.secret
    assert next_one.hidden(ANA) != salt.hidden(ANA)


def test_what_stands_for_a_visitor_is_theirs_alone_and_says_nothing_of_them() -> None:
    salt = salt_of_today(None, NOON, ZONE, lambda: next(SECRETS))
    others = [Visitor("203.0.113.8", ANA.agent), Visitor(ANA.address, "Mozilla/5.0 Chrome")]
    assert salt.hidden(ANA) == salt.hidden(Visitor(ANA.address, ANA.agent))
    assert salt.hidden(ANA) not in map(salt.hidden, others)
    assert len(salt.hidden(ANA)) == 64


def test_a_week_begins_on_monday_in_the_programme_s_zone() -> None:
    sunday = datetime(2027, 3, 8, 3, 59, tzinfo=UTC)
    assert start_of_week(sunday, ZONE) == datetime(2027, 3, 1, 5, tzinfo=UTC)
    assert start_of_week(sunday + timedelta(hours=2), ZONE) == datetime(2027, 3, 8, 5, tzinfo=UTC)
