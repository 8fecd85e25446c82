"""Every page, mail and document is rendered once with a region's values, by `make check`."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.adjusting.fields import SCHEMA, Kind
from chalicelib.domain.sessions.slots import LONGEST_SLOT, SHORTEST_SLOT
from infra.region.merging import merged_with
from infra.region.places import ROOT
from infra.region.problems import problems
from infra.region.rendering.shown import TO_WHOM, not_shown, noted
from infra.region.toml_text import toml_text

from .own import OURS, SAID, region_in, write


def changing(name: str, rest: str) -> dict[str, str]:
    return {name: f'{{% extends "_base/{name}" %}}{rest}'}


def run(region: Path, kept: Path, *given: str) -> subprocess.CompletedProcess[str]:
    folder = str(merged_with(region, kept=kept))
    environment = {**os.environ, "REGION": str(region), "TEMPLATES": folder}
    return subprocess.run(
        [sys.executable, *given], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def rendered(region: Path, kept: Path) -> subprocess.CompletedProcess[str]:
    return run(region, kept, "-m", "infra.region.rendering")


HAPPEN = """
from infra.local.demonstration import load
from infra.region.rendering.world import World
with World() as world:
    world.happen()
    load(world.system)
"""


@pytest.mark.parametrize("most", [False, True])
def test_what_happens_goes_by_delays_and_lengths_at_their_bounds(
    most: bool, tmp_path: Path
) -> None:
    """Sessions of four hours, booked two weeks before; of a quarter, booked at once."""
    region = region_in(tmp_path)
    delays: dict[str, Any] = {"event_reminder_hours_before": [720, 1]}
    delays |= {
        key.removeprefix("delays."): field.most if most else field.least
        for key, field in SCHEMA.items()
        if key.startswith("delays.") and field.kind is Kind.COUNT
    }
    lasts = LONGEST_SLOT if most else SHORTEST_SLOT
    said = {**SAID, "delays": delays, "session_minutes": lasts, "open_bookings_per_person": 1}
    write(region, {"programme.toml": toml_text(said)})
    assert list(problems(merged_with(region, kept=tmp_path / "kept") / "programme.toml")) == []
    done = run(region, tmp_path / "kept", "-c", HAPPEN)
    assert done.returncode == 0, done.stderr


def test_what_cannot_be_rendered_is_told_by_file_and_line(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    home, link = "pages/site/home.html", "emails/people/personal_link.html"
    join = "pages/people/registration.html"
    pages = {path.relative_to(OURS).as_posix(): path for path in OURS.glob("pages/**/*.*")}
    write(
        region,
        {
            **{name: path.read_text("utf-8") for name, path in pages.items()},
            **changing(home, "\n{% block title %}{{ nobody }}{% endblock %}"),
            **changing(link, "\n\n{% block body %}{{ thing.x }}{% endblock %}"),
            "documents/participant.html": "\n\n\n{{ no_such_thing }}",
            **changing(join, "{% block title %}Aux Laurentides{{ '{{ thing }}' }}{% endblock %}"),
        },
    )
    done = rendered(region, tmp_path / "kept")
    assert done.returncode == 1, done.stdout
    told = done.stderr
    assert f"region/{home}:2: UndefinedError: 'nobody' is undefined (GET /)" in told
    assert f"region/{link}:3: UndefinedError: 'thing' is undefined (mail personal_link)" in told
    assert "region/documents/participant.html:4: UndefinedError: 'no_such_thing'" in told
    assert "says « Laurentides », which is ours (GET /inscription)" in told
    assert "shows « {{ thing }} » as it is written (GET /inscription)" in told
    assert "templates/" not in told
    left = re.findall(r"look at it yourself: (\S+) \(seen by ", done.stdout)
    assert set(left) == set(TO_WHOM), done.stdout


@pytest.mark.parametrize("rendered_one", [True, False])
def test_a_template_that_was_not_rendered_is_told(
    rendered_one: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = write(region_in(tmp_path), {"pages/error.html": "{{ message }}"})
    monkeypatch.setenv("REGION", str(region))
    with noted() as names:
        if rendered_one:
            from jinja2 import Environment, FileSystemLoader

            Environment(autoescape=True, loader=FileSystemLoader(OURS)).get_template(
                "pages/error.html"
            )
    assert not_shown(names) == ([] if rendered_one else ["pages/error.html"])
