"""What is played once more on Dynoxide: each test, but for what would be asked again."""

from types import SimpleNamespace
from typing import Any

from tests.support.asked_again import OF_THE_WEB, left_out


def item(test: str, *fixtures: str, marked: str = "") -> Any:
    return SimpleNamespace(
        nodeid=test,
        fixturenames=("system", *fixtures),
        get_closest_marker=lambda name: name == marked,
    )


def kept(*items: Any) -> list[str]:
    left = left_out(items)
    return [each.nodeid for each in items if each not in left]


def test_a_story_is_played_with_two_of_its_examples() -> None:
    played = [item(f"tests/handlers/events/test_a.py::test_b[{n}]") for n in range(4)]
    other = item("tests/handlers/events/test_a.py::test_c")
    assert kept(*played, other) == [*(each.nodeid for each in played[:2]), other.nodeid]


def test_races_deaths_and_the_store_are_played_with_all() -> None:
    races = [item(f"{OF_THE_WEB[1]}test_busy.py::test_b[{n}]", marked="database") for n in range(4)]
    store = [item(f"tests/adapters/dynamodb/test_store.py::test_b[{n}]") for n in range(4)]
    assert kept(*races, *store) == [each.nodeid for each in (*races, *store)]


def test_what_another_table_answers_or_the_web_alone_is_left_out() -> None:
    assert not kept(
        item("tests/handlers/people/test_a.py::test_b", "world"),
        item("tests/handlers/people/test_a.py::test_c", "table"),
        item("tests/handlers/people/test_a.py::test_d", marked="moto"),
        item("tests/adapters/dynamodb/test_store.py::test_e", marked="moto"),
        *(item(f"{folder}test_a.py::test_b") for folder in OF_THE_WEB),
    )
