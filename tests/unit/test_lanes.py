"""`.ci/run` has lanes, side by side; the first that is red ends the others."""

import signal
from pathlib import Path

import pytest

from infra.lanes import Lanes, main

HELD = (
    "sh -c 'trap \"touch {0}/put-away; exit 1\" INT; touch {0}/began; while :; do sleep 0.1; done'"
)
RED = "sh -c 'until [ -e {0}/began ]; do sleep 0.1; done; echo why; exit 3'"


def test_lanes_are_side_by_side_and_commands_of_a_lane_in_turn(tmp_path: Path) -> None:
    """Each lane waits for what the other does meanwhile."""
    one, two = tmp_path / "one", tmp_path / "two"
    wait = "timeout 60 sh -c 'until [ -e {} ]; do sleep 0.1; done'"
    lanes = [[f"touch {one}", wait.format(two)], [wait.format(one), f"touch {two}"]]
    assert Lanes().red(lanes) == ""


def test_a_lane_ends_at_its_first_red_command(tmp_path: Path) -> None:
    after = tmp_path / "after"
    assert Lanes().red([["true", "false", f"touch {after}"]]) == "false"
    assert not after.exists()


@pytest.mark.parametrize("inherited", [signal.SIG_DFL, signal.SIG_IGN])
def test_a_red_lane_ends_the_others_which_put_away_what_they_started(
    inherited: signal.Handlers, tmp_path: Path
) -> None:
    """Also where an interruption is ignored, as in a shell's background."""
    before = signal.signal(signal.SIGINT, inherited)
    try:
        _ends_the_others(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)


def _ends_the_others(tmp_path: Path) -> None:
    held, red, after = HELD.format(tmp_path), RED.format(tmp_path), tmp_path / "after"
    assert Lanes().red([[held, f"touch {after}"], [red]]) == red
    assert (tmp_path / "put-away").exists()
    assert not after.exists()


def test_what_a_command_says_is_printed_whole_and_the_red_one_is_named(
    capfd: pytest.CaptureFixture[str],
) -> None:
    talks = "sh -c 'for n in 1 2 3; do echo {0}$n; sleep 0.1; done'"
    fails = "sh -c 'echo why >&2\nexit 2'"
    assert main([f"{talks.format('a').replace(';', '\n')}; {fails}", "true"]) == 1
    told = capfd.readouterr()
    assert "a1\na2\na3\n" in told.out
    assert "why\n" in told.out
    assert told.err == f"✗ {fails}\n"
