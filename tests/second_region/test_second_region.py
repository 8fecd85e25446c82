"""A second region, wholly other than ours (tests/fixtures/region/), says nothing of ours.

Its site is driven in a process of its own: a journey and events, then each page, mail, calendar,
document, name of a file and description that there is.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.demonstrated import STAFF
from infra.region.inheriting import NEVER_INHERITED
from infra.region.merging import merged_with
from infra.region.places import OURS, ROOT
from infra.region.problems import problems
from infra.region.rendering.crawl import UNRENDERED

THEIRS = ROOT / "tests/fixtures/region"
FIRST = tomllib.loads((OURS / "programme.toml").read_text("utf-8"))
SECOND = tomllib.loads((THEIRS / "programme.toml").read_text("utf-8"))

OF_THE_FIRST = r"""
    Laurentid | \bBrigade\b | [Bb]rigadi[eè]r | Québec | québécois | \bLoi\s25 | Montréal | Toronto
    | heure\sde\sl’Est | cai\.gouv | fr[-_]CA | milieu\sculturel | trois\scollègues
    | 60\sminutes | durent?\s60\b | 90\sminutes
    | \bLSQ\b
    | \b14\sans\b | dans\sles\s30\sjours | loi\sdonne\s30 | 60\smois | cinq\sans | ca-central-1
"""
"""Words of ours that are nowhere a value of the settings by themselves."""

SOFTWARE = re.compile(r"\{brigadiere\}|brigad\w*@[\w.]*example\.org|brigade_\w+|urn:brigade:\S+")
"""Names of the software's own: a placeholder, the demonstration's people, cookies."""

OF_A_COMMUNITY = re.compile(r"[Cc]ommunauté")
WHERE_IT_IS_SET = (
    *(f"{sent}/equipe/{page}" for sent in ("", "POST ") for page in ("reglages", "textes/")),
    "/equipe/evaluations",
    "/equipe/importations/",
    "mail community_",
)
"""Where an admin may begin one, or bring in a past edition that had one; what a mail that is never
sent says."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was said, by where."""
    folder = tmp_path_factory.mktemp("second")
    file = folder / "said.json"
    run(folder / "kept", "collect", str(file))
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return told


def run(kept: Path, module: str, *given: str) -> None:
    """Run a module of ours on the site of the second region."""
    environment = {**os.environ, "TEMPLATES": str(merged_with(THEIRS, kept=kept))}
    command = [sys.executable, "-m", f"tests.second_region.{module}", *given]
    subprocess.run(command, check=True, env={**environment, "REGION": str(THEIRS)}, cwd=ROOT)


def values(said: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Each text of the settings, by its key."""
    if isinstance(said, dict):
        for name, each in said.items():
            yield from values(each, f"{way}.{name}".lstrip("."))
    elif isinstance(said, list):
        for each in said:
            yield from values(each, way)
    elif isinstance(said, str) and said:
        yield way, said


def found(site: dict[str, Any], pattern: re.Pattern[str]) -> list[str]:
    places = []
    for where, text in site["said"].items():
        for match in pattern.finditer(SOFTWARE.sub("", text)):
            near = match.string[max(0, match.start() - 40) : match.end() + 40]
            places.append(f"{where}: {' '.join(near.split())}")
    return places


def test_its_settings_are_right_and_it_differs_in_all_that_makes_a_region(tmp_path: Path) -> None:
    assert list(problems(merged_with(THEIRS, kept=tmp_path) / "programme.toml")) == []
    ours, theirs = (dict(values(each)) for each in (FIRST, SECOND))
    alike = {key for key in NEVER_INHERITED if key in theirs and theirs[key] == ours.get(key)}
    assert not alike


def test_a_journey_goes_by_its_own_delays_lengths_and_consents(tmp_path: Path) -> None:
    run(tmp_path, "journey")


def test_the_tests_of_the_journey_go_by_its_delays_too() -> None:
    environment = {name: said for name, said in os.environ.items() if name != "TEMPLATES"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "tests/handlers/journey/test_journey.py"],
        env={**environment, "REGION": str(THEIRS)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "4 passed, 4 skipped" in done.stdout


def test_all_of_it_answers(site: dict[str, Any]) -> None:
    assert site["wrong"] == []
    assert len(site["said"]) > 500
    names = set(re.findall(r'filename="?([\w.-]+)', "\n".join(site["said"].values())))
    for ends in (".pdf", ".ics", ".csv", ".zip", ".json"):
        assert any(each.endswith(ends) for each in names), ends
    drawn = [where for where, text in site["said"].items() if "WeasyPrint" in text]
    for kind in ("/documents/", "/themes/", "/mon-espace/evenements", "/equipe/bilans", "mail "):
        assert any(where.startswith(kind) for where in drawn), kind


def test_nothing_says_a_word_of_the_first(site: dict[str, Any]) -> None:
    assert found(site, re.compile(OF_THE_FIRST, re.VERBOSE)) == []


def test_nothing_has_a_value_of_the_first(site: dict[str, Any]) -> None:
    """Names, addresses, telephone, colours, law, hosting, texts of consent."""
    inherited = {"look.done", "look.glow"}  # what is done is green, what is focused glows
    staff = {address for address, _name, _role in STAFF}
    own = {
        value
        for key, value in values(FIRST)
        if key.startswith(("look.", "law.", "hosting.", "consents.text", "event_consent.text"))
        or key in NEVER_INHERITED
        if key not in inherited and value not in staff
    }
    short = {each for each in own if len(each) > 6}
    assert found(site, re.compile("|".join(map(re.escape, sorted(short))))) == []


def test_nothing_shows_what_a_template_should_have_said(site: dict[str, Any]) -> None:
    assert found(site, UNRENDERED) == []


def test_there_is_no_community_where_there_is_none(site: dict[str, Any]) -> None:
    places = found(site, OF_A_COMMUNITY)
    assert [each for each in places if not each.startswith(WHERE_IT_IS_SET)] == []


def test_what_is_its_own_is_there(site: dict[str, Any]) -> None:
    """The search would find nothing in nothing."""
    everything = "\n".join(site["said"].values())
    for value in (SECOND["name"], SECOND["law"]["name"], SECOND["look"]["primary"], "Nouvelle-Cal"):
        assert value in everything
    assert "Lagon (Lagon)" not in everything, "a region that is a territory is named once"


def test_a_consent_that_it_adds_is_asked_and_described(site: dict[str, Any]) -> None:
    described = json.loads(site["said"]["/openapi.json"])
    asked = described["components"]["schemas"]["ConsentsBody"]["properties"]
    assert set(asked) == {"program", "newsletter", "photos"}
    assert "Paraître en photo" in site["said"]["/inscription"]
