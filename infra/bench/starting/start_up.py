"""Cold start of the API function: CPU time and peak memory against a bare Chalice app's."""

from collections.abc import Sequence
from statistics import fmean

from ..results import Comparison, Result
from .cold import BARE, HANDLER, Cold, cold_start

PAIRS = 30
SLOWER = 1.22
MORE_MEGABYTES = 15
BASELINE = "bare Chalice app and DynamoDB client"


def measure(pairs: int = PAIRS) -> list[Result]:
    """Return means over alternated pairs: a shared machine's noise affects both sides alike."""
    for code in (HANDLER, BARE):
        cold_start(code)  # writes the bytecode
    runs = [(cold_start(HANDLER), cold_start(BARE)) for _ in range(pairs)]
    (handler_time, handler_peak), (bare_time, bare_peak) = map(_means, zip(*runs, strict=True))
    import_time = Comparison(
        "cold import of the API handler", handler_time, "ms", BASELINE, bare_time
    )
    memory = Comparison("peak memory of the API handler", handler_peak, "MB", BASELINE, bare_peak)
    return [import_time.ratio_within(SLOWER), memory.excess_within(MORE_MEGABYTES)]


def _means(runs: Sequence[Cold]) -> tuple[float, float]:
    return fmean(run.milliseconds for run in runs), fmean(run.megabytes for run in runs)
