"""Every page, mail and document is rendered once with a region's values, by `make check`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.region.merging import merged_with
from infra.region.places import ROOT
from infra.region.rendering.shown import not_shown, noted

from .own import OURS, region_in, write


def changing(name: str, rest: str) -> dict[str, str]:
    return {name: f'{{% extends "_base/{name}" %}}{rest}'}


def rendered(region: Path, kept: Path) -> subprocess.CompletedProcess[str]:
    folder = str(merged_with(region, kept=kept))
    environment = {**os.environ, "REGION": str(region), "TEMPLATES": folder}
    command = [sys.executable, "-m", "infra.region.rendering"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_what_cannot_be_rendered_is_told_by_file_and_line(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    home, link = "pages/site/home.html", "emails/people/personal_link.html"
    join = "pages/people/registration.html"
    write(
        region,
        {
            **changing(home, "\n{% block title %}{{ nobody }}{% endblock %}"),
            **changing(link, "\n\n{% block body %}{{ thing.x }}{% endblock %}"),
            "documents/participant.html": "\n\n\n{{ no_such_thing }}",
            "pages/guarding/too_many.html": "pas à pas",
            **changing(join, "{% block title %}Aux Laurentides{% endblock %}"),
        },
    )
    done = rendered(region, tmp_path / "kept")
    assert done.returncode == 1, done.stdout
    told = done.stderr
    assert f"region/{home}:2: UndefinedError: 'nobody' is undefined (GET /)" in told
    assert f"region/{link}:3: UndefinedError: 'thing' is undefined (mail personal_link)" in told
    assert "region/documents/participant.html:4: UndefinedError: 'no_such_thing'" in told
    assert "says « Laurentides », which is ours (GET /inscription)" in told
    assert "templates/" not in told
    assert "look at it yourself: pages/guarding/too_many.html" in done.stdout


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
