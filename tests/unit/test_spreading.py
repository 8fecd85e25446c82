"""What is dear to make is made by one worker."""

import re
from pathlib import Path
from types import SimpleNamespace

from tests.support.spreading import TOGETHER, Spreading, scope_of

ROOT = Path(__file__).resolve().parents[2]
DEAR = {
    "the package": r"\bpackaged?: Path\b",
    "the browser and its server": r"\b(?:phone|laptop|browser): (?:Page|Browser)\b",
}
"""How a test asks for it."""


def test_what_runs_together_is_there() -> None:
    assert [path for path in TOGETHER if not (ROOT / path).exists()] == []


def test_who_asks_for_what_is_dear_runs_where_it_is_made() -> None:
    elsewhere = [
        f"{file.name} asks for {shared}: tests/support/spreading.py"
        for file in (ROOT / "tests").rglob("test_*.py")
        for shared, asked in DEAR.items()
        if re.search(asked, file.read_text(encoding="utf-8"))
        and scope_of(file.relative_to(ROOT).as_posix()) != shared
    ]
    assert elsewhere == []


def test_others_run_where_there_is_room() -> None:
    test = "tests/unit/test_spreading.py::test_others_run_where_there_is_room"
    assert scope_of(test) == test


class Node:
    """A worker that notes what it is given."""

    gateway, shutting_down = SimpleNamespace(id="worker"), False

    def __init__(self) -> None:
        self.given: list[int] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


def test_what_is_done_is_forgotten_and_each_test_is_given_once() -> None:
    tests = [f"tests/unit/test_a.py::test_{n}" for n in range(9)]
    tests += [f"tests/browser/test_b.py::test_{n}" for n in range(3)]
    options = SimpleNamespace(loadscopereorder=True)
    config = SimpleNamespace(getvalue=lambda _name: ["popen"] * 2, option=options)
    spreading, nodes = Spreading(config), [Node(), Node()]
    for node in nodes:
        spreading.add_node(node)
    for node in nodes:
        spreading.add_node_collection(node, tests)
    spreading.schedule()
    done = 0
    while any(len(node.given) > done for node in nodes):
        for node in nodes:
            if len(node.given) > done:
                spreading.mark_test_complete(node, node.given[done])
        done += 1
        held = [scope for work in spreading.assigned_work.values() for scope in work.values()]
        assert not any(all(scope.values()) for scope in held)
    given = [index for node in nodes for index in node.given]
    assert sorted(given) == list(range(len(tests)))
    assert spreading.tests_finished
    assert all(node.shutting_down for node in nodes)
