"""A measurement's results, and whether each meets its goal."""

from dataclasses import dataclass


class Unmeasured(RuntimeError):
    """A measurement could not be made: the system under test did not answer as it should."""


@dataclass(frozen=True)
class Result:
    """A line of `build/bench.json`. `against`: the name and the value of what it is compared with.

    `ratio` is the value over that value; `goal` says in words whether it bounds ratio or value.
    """

    name: str
    value: float
    unit: str
    against: str
    ratio: float
    goal: str
    holds: bool


@dataclass(frozen=True)
class Comparison:
    """A value beside its baseline, in the same unit; a goal makes it a result."""

    name: str
    value: float
    unit: str
    baseline_name: str
    baseline: float

    @property
    def ratio(self) -> float:
        return self.value / self.baseline

    def ratio_within(self, limit: float) -> Result:
        return self._result(f"ratio ≤ {limit:g}", self.ratio <= limit)

    def value_within(self, limit: float) -> Result:
        return self._result(f"≤ {limit:g} {self.unit}", self.value <= limit)

    def value_of_at_least(self, least: float) -> Result:
        return self._result(f"≥ {least:g} {self.unit}", self.value >= least)

    def excess_within(self, limit: float) -> Result:
        """Return a result whose goal bounds the difference."""
        goal = f"≤ {limit:g} {self.unit} more"
        return self._result(goal, self.value - self.baseline <= limit)

    def _result(self, goal: str, holds: bool) -> Result:
        against = f"{self.baseline_name}: {self.baseline:.4g} {self.unit}"
        value, ratio = round(self.value, 3), round(self.ratio, 3)
        return Result(self.name, value, self.unit, against, ratio, goal, holds)


def within(name: str, value: float, unit: str, limit: float) -> Result:
    """Return the result of a value that is held against a limit alone."""
    return Comparison(name, value, unit, "the limit set", limit).value_within(limit)
