"""Who waits is lost and brought back: nobody is passed, nobody is kept out."""

from typing import Any

import pytest

from chalicelib import wiring
from infra.local.system import System

from ...support.events import EventClient
from ...support.restoration import Stage, restoration

pytestmark = pytest.mark.moto  # each restores a table to a moment


class Lost:
    """One seat: Ada has it; Bo, then Cy wait. Bo's registration is lost, Ada leaves, Cy has the
    seat; then Bo's is brought back."""

    def __init__(self, system: System, alone: bool = False) -> None:
        self.client, self.stage = EventClient(system), Stage()
        self.event = self.client.create(mode="online", capacity={"online": 1})
        self.tokens = {name: self._person(name) for name in ("ada", "bo", "cy")}
        placed = {name: self.client.seat(self.event, who) for name, who in self.tokens.items()}
        at = wiring.now()
        self.stage.copy(at)
        self.client.advance("PT10M")
        person = self._lose(placed["bo"])
        self.client.leave(placed["ada"], self.tokens["ada"])
        self.client.advance("PT10M")
        assert self.status("cy") == "confirmed"
        made, _ = restoration(self.stage, at, wiring.now, person=person if alone else "")
        made.what_is_missing()

    def arrives(self, name: str) -> str:
        self.tokens[name] = self._person(name)
        return str(self.client.seat(self.event, self.tokens[name])["status"])

    def leaves(self, name: str) -> None:
        answer = self.client.leave(self.client.mine(self.tokens[name]), self.tokens[name])
        assert answer.status_code == 204, answer.text

    def status(self, name: str) -> str:
        return str(self.client.mine(self.tokens[name])["status"])

    def sweeps(self) -> None:
        for _ in range(3):
            self.client.advance("PT5M")

    def waiting(self) -> int:
        [seats] = self.stage.items("Seats")
        return int(seats["places"]["M"]["online"]["M"]["waiting"]["N"])

    def _person(self, name: str) -> str:
        return self.client.register(f"{name}@example.org")

    def _lose(self, placed: dict[str, Any]) -> str:
        [item] = [i for i in self.stage.items("EventRegistration") if i["id"]["S"] == placed["id"]]
        key = {"pk": item["pk"], "sk": item["sk"]}
        self.stage.client("dynamodb").delete_item(TableName=self.stage.table, Key=key)
        return str(item["pk"]["S"])


@pytest.mark.parametrize("alone", [False, True], ids=["all that is missing", "their part alone"])
def test_who_was_lost_is_before_newcomers(system: System, blank_pages: None, alone: bool) -> None:
    line = Lost(system, alone)
    assert line.arrives("di") == "waitlisted"
    line.sweeps()
    line.leaves("cy")
    line.sweeps()
    assert (line.status("bo"), line.status("di")) == ("confirmed", "waitlisted")
    assert line.waiting() == 1
    line.leaves("bo")
    line.sweeps()
    assert (line.status("di"), line.waiting()) == ("confirmed", 0)


def test_a_seat_is_free_again_once_nobody_waits(system: System, blank_pages: None) -> None:
    line = Lost(system)
    line.arrives("di")
    line.leaves("cy")
    line.leaves("di")
    line.leaves("bo")
    line.sweeps()
    assert line.waiting() == 0
    assert line.arrives("ed") == "confirmed"


def test_a_newcomer_passes_nobody_before_a_sweep_came_by(system: System, blank_pages: None) -> None:
    line = Lost(system)
    line.leaves("cy")
    assert line.status("bo") == "confirmed"
    assert line.arrives("di") == "waitlisted"
