"""What a measurement found, and whether it meets its goal."""

from dataclasses import dataclass


class Unmeasured(RuntimeError):
    """A measurement that could not be made: what it drives did not answer as it should."""


@dataclass(frozen=True)
class Result:
    """A line of `build/bench.json`. `against` says what the value is held against, and its value.

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
        """A goal for the difference."""
        goal = f"≤ {limit:g} {self.unit} more"
        return self._result(goal, self.value - self.baseline <= limit)

    def _result(self, goal: str, holds: bool) -> Result:
        against = f"{self.baseline_name}: {self.baseline:.4g} {self.unit}"
        value, ratio = round(self.value, 3), round(self.ratio, 3)
        return Result(self.name, value, self.unit, against, ratio, goal, holds)
