"""What changes something is asked first: a yes in either language, and a no that is told."""

import builtins

import pytest

from infra.asking import is_agreed


@pytest.mark.parametrize(
    ("said", "agreed"),
    [("y", True), ("Oui ", True), ("o", True), ("", False), ("non", False), ("no", False)],
)
def test_an_answer_in_either_language(
    said: str, agreed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("YES", raising=False)
    monkeypatch.setattr(builtins, "input", lambda _: said)
    assert is_agreed("Move?") is agreed
    assert ("Nothing was changed." in capsys.readouterr().out) is not agreed
