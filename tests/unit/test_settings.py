"""Keys that sign are long, or nothing starts; who needs none has none."""

import json
from pathlib import Path

import pytest

from chalicelib.adapters.links import Links, NoKey
from chalicelib.settings import SHORTEST_KEY, WeakKey, read_settings
from infra.bench.starting.cold import DUMMIES

LONG = "k" * SHORTEST_KEY
STACK = Path(__file__).parents[2] / "infra/stack/functions.json"


@pytest.mark.parametrize(
    "keys", ["", " ", ",", LONG[1:], f"{LONG},", f",{LONG}", f"{LONG},short", " " * 40]
)
def test_nothing_starts_with_a_key_that_can_be_guessed(keys: str) -> None:
    with pytest.raises(WeakKey):
        read_settings({**DUMMIES, "SIGNING_KEYS": keys})


def test_long_keys_are_taken_the_newest_first() -> None:
    settings = read_settings({**DUMMIES, "SIGNING_KEYS": f"{LONG}, {LONG}2"})
    assert settings.signing_keys == (LONG, f"{LONG}2")


def test_who_has_no_key_signs_nothing() -> None:
    without = {name: value for name, value in DUMMIES.items() if name != "SIGNING_KEYS"}
    settings = read_settings(without)
    assert settings.signing_keys == ()
    with pytest.raises(NoKey):
        Links(settings.signing_keys, settings.site_url)


def test_only_what_makes_or_reads_links_is_given_the_keys() -> None:
    """What draws documents, above all, works on what people typed."""
    stack = json.loads(STACK.read_text(encoding="utf-8"))
    given = {
        name
        for name, each in stack["Resources"].items()
        if "SIGNING_KEYS" in json.dumps(each.get("Properties", {}).get("Environment", {}))
    }
    assert given == {"APIHandler", "SendMail"}
    assert "SIGNING_KEYS" not in json.dumps(stack["Globals"])
