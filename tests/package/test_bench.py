import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.bench import rush
from infra.bench.results import Comparison, Result
from infra.bench.table import as_json, as_table
from infra.region.merging import merged_with
from infra.region.toml_text import toml_text
from tests.unit.region.own import SAID, write

ROOT = Path(__file__).parents[2]
FIELDS = ["name", "value", "unit", "against", "ratio", "goal", "holds"]
COMPARISON = Comparison("cold import", 325.0, "ms", "a bare app", 250.0)


def bench(folder: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run from another folder, so that it leaves the real `build/bench.json` alone."""
    return subprocess.run(
        [sys.executable, "-m", "infra.bench", *names],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_subset_prints_its_table_and_writes_its_results(tmp_path: Path) -> None:
    done = bench(tmp_path, "modules")
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "build/bench.json").read_text("utf-8"))["results"]
    assert [list(result) for result in results] == [FIELDS]
    assert [result["value"] for result in results] == [0]
    assert all(result["name"] in done.stdout for result in results)


def test_the_journey_that_is_measured_is_one_of_any_region(tmp_path: Path) -> None:
    """Of one that asks for no newsletter and has left out the theme that tests go by."""
    said = {
        **SAID,
        "delays": {**SAID["delays"], "booking_notice_hours": 336},
        "themes": {"leave_out": ["decouvrabilite"]},
    }
    region = write(tmp_path / "fjord", {"programme.toml": toml_text(said)})
    templates = merged_with(region, kept=tmp_path / "kept")
    done = bench(tmp_path, "calls", TEMPLATES=str(templates))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seats", [300, 10])
def test_a_rush_spends_the_same_on_the_last_as_on_the_first(seats: int) -> None:
    first, last = rush.rush(300, seats)
    assert 4 * rush.SAMPLE <= last.calls <= 1.05 * first.calls


def test_a_measurement_that_cannot_be_made_fails_the_run_and_says_why(tmp_path: Path) -> None:
    done = bench(tmp_path, "no_such_measurement")
    assert done.returncode == 1
    assert "no_such_measurement" in done.stderr
    assert json.loads((tmp_path / "build/bench.json").read_text("utf-8")) == {"results": []}


@pytest.mark.parametrize(
    ("result", "goal", "holds"),
    [
        (COMPARISON.ratio_within(1.3), "ratio ≤ 1.3", True),
        (COMPARISON.ratio_within(1.2), "ratio ≤ 1.2", False),
        (COMPARISON.value_within(325), "≤ 325 ms", True),
        (COMPARISON.value_within(5), "≤ 5 ms", False),
        (COMPARISON.excess_within(75), "≤ 75 ms more", True),
        (COMPARISON.excess_within(15), "≤ 15 ms more", False),
    ],
)
def test_a_goal_bounds_the_ratio_the_value_or_the_difference(
    result: Result, goal: str, holds: bool
) -> None:
    assert (result.goal, result.holds, result.ratio) == (goal, holds, 1.3)
    assert result.against == "a bare app: 250 ms"


def test_a_missed_goal_is_visible_in_the_table_and_in_the_json() -> None:
    missed = COMPARISON.ratio_within(1.2)
    assert as_table([missed]).splitlines()[-1].endswith("1.30   ratio ≤ 1.2  NO")
    assert json.loads(as_json([missed]))["results"][0]["holds"] is False
