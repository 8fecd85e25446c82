"""The package as it is deployed: how large it is, and how its functions start.

They start from the unpacked archives as in Lambda, with boto3 as the runtime has it and nothing
else of this machine. They are compared with the same code in the project's tree, and with a boto3
client, which every function of this kind needs.
"""

import sysconfig
import zipfile
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from infra.packaging.runtime import lay_out
from infra.packaging.sizes import MEGABYTE, UNZIPPED, ZIPPED, size_of

from ..results import Comparison, Result, Unmeasured
from .cold import CLIENT, HANDLER, ROOT, cold_start

PACKAGE = ROOT / "build/package"
ROUNDS = 12

THAN_THE_TREE = 1.15
THAN_A_CLIENT = 0.6 * 3.1
"""3.1 is the ratio measured for the order handler of aws-lambda-handler-cookbook."""

EVENTS = "import app; from chalicelib import handlers, wiring; wiring.client('dynamodb')"
FUNCTIONS = {
    "API": HANDLER,
    "send_mail": f"{EVENTS}; wiring.composer(); wiring.client('sesv2', 1)",
    "dispatch, sweep": f"{EVENTS}; wiring.client('sqs')",
    "settle_mail, enrol_staff, count_figures": EVENTS,
}
DOCUMENTS = f"""{EVENTS}
from chalicelib.adapters.documents.pdf import libraries_by_name
with libraries_by_name():
    import weasyprint
"""
OF_DOCUMENTS = 6
"""The limit with WeasyPrint, in boto3 clients: nobody waits for it on a page."""


def measure(rounds: int = ROUNDS) -> list[Result]:
    """Measure the package. Raises Unmeasured if there is none."""
    if not (PACKAGE / "layer.zip").exists():
        raise Unmeasured("there is no package: make package")
    with TemporaryDirectory() as scratch:
        return [*_sizes(), *_starts(Path(scratch), rounds)]


def _sizes() -> list[Result]:
    functions, layer = (size_of(PACKAGE / f"{name}.zip") for name in ("deployment", "layer"))
    return [
        _size("zip of the functions", functions.zipped, "the limit set", ZIPPED),
        _size(
            "functions and layer unzipped",
            functions.unzipped + layer.unzipped,
            "Lambda's limit",
            UNZIPPED,
        ),
    ]


def _size(name: str, size: int, baseline: str, limit: int) -> Result:
    megabytes = limit / MEGABYTE
    return Comparison(name, size / MEGABYTE, "MB", baseline, megabytes).value_within(megabytes)


def _starts(scratch: Path, rounds: int) -> list[Result]:
    task, opt, runtime = _unpacked(scratch)
    subjects = {name: (code, [task, runtime]) for name, code in FUNCTIONS.items()}
    subjects["make_documents"] = DOCUMENTS, [task, opt / "python", runtime]
    subjects["tree"] = HANDLER, [ROOT, Path(sysconfig.get_path("purelib"))]
    subjects["client"] = CLIENT, [runtime]
    layer = {"LD_LIBRARY_PATH": str(opt / "lib")}
    spent: dict[str, list[float]] = {name: [] for name in subjects}
    children = 0
    for turn in range(rounds + 1):
        for name, (code, path) in subjects.items():
            cold = cold_start(code, path, **(layer if name == "make_documents" else {}))
            if turn:  # the first writes bytecode where there is none
                spent[name].append(cold.milliseconds)
            children = max(children, cold.children)
    means = {name: fmean(times) for name, times in spent.items()}
    started = Comparison("processes started by any function's start", children, "", "none", 1)
    return [*_compared(means), started.value_within(0)]


def _compared(means: dict[str, float]) -> list[Result]:
    def against(name: str, baseline_name: str, baseline: str) -> Comparison:
        title = f"cold start from the package, {name}"
        return Comparison(title, means[name], "ms", baseline_name, means[baseline])

    results = [against("API", "the same from the tree", "tree").ratio_within(THAN_THE_TREE)]
    for name in FUNCTIONS:
        results.append(against(name, "a boto3 client", "client").ratio_within(THAN_A_CLIENT))
    documents = against("make_documents", "a boto3 client", "client")
    return [*results, documents.ratio_within(OF_DOCUMENTS)]


def _unpacked(scratch: Path) -> tuple[Path, Path, Path]:
    """Return the functions' code, the layer, and what the runtime holds, unpacked."""
    task, opt, runtime = (scratch / name for name in ("task", "opt", "runtime"))
    for archive, folder in {"deployment.zip": task, "layer.zip": opt}.items():
        with zipfile.ZipFile(PACKAGE / archive) as opened:
            opened.extractall(folder)
    lay_out(runtime)
    return task, opt, runtime
