"""Who is let in at a stage: what is wrong is said here, and the function is not asked."""

import io
import json
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy.__main__ import main
from infra.deploy.staff import StaffRefused, enrol

ADA = "ada@example.org"
ROOT = Path(__file__).resolve().parents[2]


class Stage:
    """A stage's function, which answers; `asked` has what it was told."""

    def __init__(self, **answer: Any) -> None:
        self.asked: list[dict[str, str]] = []
        self._answer = answer

    def client(self, _service: str) -> Any:
        found = {"StackResourceDetail": {"PhysicalResourceId": "enrol"}}
        return SimpleNamespace(
            describe_stack_resource=lambda **_: found,
            invoke=self._invoke,
        )

    def _invoke(self, **request: Any) -> dict[str, Any]:
        self.asked.append(json.loads(request["Payload"]))
        failed = {"FunctionError": "Unhandled"} if self._answer else {}
        return {"Payload": io.BytesIO(json.dumps(self._answer).encode()), **failed}


@pytest.mark.parametrize(
    ("email", "name", "role", "told"),
    [("ada@ici", "Ada", "admin", "EMAIL="), (ADA, "", "admin", "NAME="), (ADA, "Ada", "", "ROLE=")],
)
def test_what_is_wrong_is_named_and_nothing_is_asked(
    email: str, name: str, role: str, told: str
) -> None:
    stage = Stage()
    with pytest.raises(StaffRefused, match=told):
        enrol(stage, "dev", email, name, role)
    assert stage.asked == []


def test_an_address_is_taken_as_the_page_of_members_takes_it() -> None:
    stage = Stage()
    enrol(stage, "dev", f" Ada <{ADA}> ", " Ada  Exemple ", "adviser")
    assert stage.asked == [{"email": ADA, "name": "Ada Exemple", "role": "adviser"}]


def test_who_is_not_there_to_be_barred_is_told_in_words() -> None:
    with pytest.raises(StaffRefused, match="nobody of the team has that address"):
        enrol(Stage(errorType="NotFound"), "dev", ADA, "", "none")
    with pytest.raises(StaffRefused, match="Throttled"):
        enrol(Stage(errorType="Throttled"), "dev", ADA, "", "none")


def test_who_forgets_to_say_where_is_told_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("staff", "", ADA, "Ada", "admin") == 1
    told = capsys.readouterr().err
    assert "STAGE=" in told
    assert "DATA=" in told


def test_a_name_is_that_of_the_command_alone() -> None:
    """WSL has a NAME of its own in the environment: that of the computer."""
    said = subprocess.run(
        ["make", "-n", "staff", f"EMAIL={ADA}", "ROLE=admin", "DATA=/tmp/nowhere"],
        cwd=ROOT,
        env={**os.environ, "NAME": "DESKTOP-1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f'"{ADA}" "" "admin"' in said.stdout
