"""Cold start of the API function: CPU time and peak memory against a bare Chalice app's."""

from .cold import BARE, HANDLER, Cold, cold_import
from .results import Comparison, Result

PAIRS = 25
SLOWER = 1.30
MORE_MEGABYTES = 15
BARE_NAME = "bare Chalice app and DynamoDB client"


def measure(pairs: int = PAIRS) -> list[Result]:
    """The least of many alternated runs: noise only ever adds."""
    for module in (HANDLER, BARE):
        cold_import(module)  # writes the bytecode
    runs = [(cold_import(HANDLER), cold_import(BARE)) for _ in range(pairs)]
    handler, bare = (_least(side) for side in zip(*runs, strict=True))
    import_time = Comparison("cold import of the API handler", handler[0], "ms", BARE_NAME, bare[0])
    memory = Comparison("peak memory of the API handler", handler[1], "MB", BARE_NAME, bare[1])
    return [import_time.ratio_within(SLOWER), memory.excess_within(MORE_MEGABYTES)]


def _least(runs: tuple[Cold, ...]) -> tuple[float, float]:
    return min(run.milliseconds for run in runs), min(run.megabytes for run in runs)
