"""A start with its first answer: in it is what a view loads when it is first asked for."""

from statistics import fmean

from infra.demonstrated import demonstrated

from ..results import Comparison, Result
from .cold import HANDLER, cold_start

ROUNDS = 15
ASKED = {
    "the home page": (("GET", "/", 200), 1.75),
    "the list of events": (("GET", "/evenements", 200), 1.95),
    "a registration": (("POST", "/api/v1/registrations", 202), 2.05),
}
"""What is asked and its status; the most that it may take, in starts of the bare app."""

ASK = "from infra.bench.starting.asking import ask; ask"
BASELINE = "bare app, with its answer"
BARE = f"from infra.bench.starting import bare_app as bare; {ASK}(bare.app, bare.dynamodb"


def measure(rounds: int = ROUNDS) -> list[Result]:
    """Return means over rounds in turn: a shared machine's noise affects all alike."""
    ours = f"{HANDLER}; {ASK}(app.app, wiring.client('dynamodb')"
    theme = demonstrated("decouvrabilite")
    subjects = {name: f"{ours}, *{asked}, {theme!r})" for name, (asked, _) in ASKED.items()}
    subjects[BASELINE] = f"{BARE}, 'GET', '/', 200)"
    spent: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(rounds + 1):
        for name, code in subjects.items():
            cold = cold_start(code)
            if turn:  # the first writes bytecode
                spent[name].append(cold.milliseconds)
    means = {name: fmean(times) for name, times in spent.items()}
    return [_compared(name, means).ratio_within(limit) for name, (_, limit) in ASKED.items()]


def _compared(name: str, means: dict[str, float]) -> Comparison:
    title = f"cold start with its first answer, {name}"
    return Comparison(title, means[name], "ms", BASELINE, means[BASELINE])
