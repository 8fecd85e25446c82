"""How much of each priced thing a stage uses in a month, as `usage.toml` says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .prices import Amounts

FILE = Path(__file__).with_name("usage.toml")
WORDS = ("name", "what", "times", "from", "functions")
"""The keys of a line of `usage.toml` that are not amounts."""


@dataclass(frozen=True)
class Usage:
    """`said`: `usage.toml`; `memory`: GB of each function."""

    said: Mapping[str, Any]
    memory: Mapping[str, float]

    @property
    def months(self) -> float:
        return float(self.said["season"]["months"])

    def mails(self) -> float:
        """Return the mails to one participant over a season."""
        kinds = self.said["mails"].values()
        return sum(float(kind["count"]) * self._times(kind["after"]) for kind in kinds)

    def journey(self) -> Amounts:
        """Return what one participant uses over a season."""
        stories = self.said["story"]
        return added(*(scaled(self._each(story), self._times(story["name"])) for story in stories))

    def kept(self) -> Amounts:
        """Return what one participant's data uses, each month from then on."""
        return _amounts(self.said["kept"])

    def fixed(self, polled: int) -> Amounts:
        """Return a month's use without participants; `polled`: queues that functions read."""
        pollers = scaled(_amounts(self.said["pollers"]), polled)
        return added(pollers, *(self._each(line) for line in self.said["fixed"]))

    def firewall(self) -> Amounts:
        """Return a month's use of a firewall, if wanted, without the requests it looks at."""
        return _amounts(self.said["firewall"])

    def _times(self, name: str) -> float:
        if name == "mail":
            return self.mails()
        return next(float(s["times"]) for s in self.said["story"] if s["name"] == name)

    def _each(self, line: Mapping[str, Any]) -> Amounts:
        """Return a line's amounts, with those of its functions' runs and of the logs they write."""
        runs: Mapping[str, float] = line.get("functions", {})
        invocations = sum(runs.values())
        logs = self.said["logs"]
        return added(
            _amounts(line),
            {
                "lambda_requests": invocations,
                "lambda_gb_seconds": sum(self._gb_seconds(name) * n for name, n in runs.items()),
                "logs_gb": invocations * logs["per_invocation_gb"]
                + line.get("api_requests", 0) * logs["per_request_gb"],
            },
        )

    def _gb_seconds(self, function: str) -> float:
        milliseconds: float = self.said["functions"][function]["ms"]
        return self.memory[function] * milliseconds / 1000


def read_usage(memory: Mapping[str, float], path: Path = FILE) -> Usage:
    return Usage(tomllib.loads(path.read_text(encoding="utf-8")), memory)


def added(*parts: Amounts) -> Amounts:
    names = {name: None for part in parts for name in part}
    return {name: sum(part.get(name, 0) for part in parts) for name in names}


def scaled(amounts: Amounts, factor: float) -> Amounts:
    return {name: amount * factor for name, amount in amounts.items()}


def _amounts(line: Mapping[str, Any]) -> Amounts:
    return {name: float(amount) for name, amount in line.items() if name not in WORDS}
