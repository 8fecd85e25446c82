"""What `make package` makes for the functions, in two checkouts, as two people would."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from chalicelib.handlers import METRICS
from infra.packaging.sizes import ZIPPED, TooLarge, report, size_of
from infra.packaging.stack import FUNCTIONS

pytestmark = pytest.mark.xdist_group("packaging")  # one worker: it is made once

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("app.py", "chalicelib", "templates", "vendor", "infra", ".chalice", "requirements.txt")
MAKE = """
import json, sys
from pathlib import Path
from infra.packaging.chalice_package import run_chalice
from infra.packaging.functions_zip import finish
folder = Path(sys.argv[1])
template, made = run_chalice(folder / "scratch")
finish(made, folder / "deployment.zip")
(folder / "template.json").write_text(json.dumps(template, sort_keys=True))
"""


def made_in(checkout: Path, **environment: str) -> Path:
    """The folder with `deployment.zip` and `template.json`, of a copy of what ships."""
    ignored = shutil.ignore_patterns("__pycache__", "deployments")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout / name, symlinks=True, ignore=ignored)
        else:
            checkout.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, checkout / name)
    folder = checkout / "made"
    subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), **environment},
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_in(tmp_path_factory.mktemp("one") / "brigade", TZ="UTC", PYTHONHASHSEED="1")


@pytest.fixture(scope="module")
def template(packaged: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((packaged / "template.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def names(packaged: Path) -> set[str]:
    with zipfile.ZipFile(packaged / "deployment.zip") as archive:
        return set(archive.namelist())


def test_the_same_sources_give_the_same_bytes(packaged: Path, tmp_path: Path) -> None:
    again = made_in(tmp_path / "elsewhere" / "b", TZ="America/Toronto", PYTHONHASHSEED="2")
    for name in ("deployment.zip", "template.json"):
        assert (again / name).read_bytes() == (packaged / name).read_bytes()


def test_each_source_has_its_bytecode(names: set[str]) -> None:
    suffix = f".{sys.implementation.cache_tag}.pyc"
    for source in (name for name in names if name.endswith(".py")):
        folder, _, file = source.rpartition("/")
        compiled = f"{folder}/__pycache__/{file[:-3]}{suffix}".lstrip("/")
        assert compiled in names


def test_it_holds_what_runs_and_nothing_else(names: set[str]) -> None:
    assert {"app.py", "templates/programme.toml", "templates/pages/home.html"} <= names
    assert "chalicelib/wiring.py" in names
    locales = {name for name in names if name.startswith("babel/locale-data/")}
    assert locales == {f"babel/locale-data/{which}.dat" for which in ("root", "fr", "fr_CA")}
    tops = {name.partition("/")[0] for name in names}
    assert tops.isdisjoint({"infra", "tests", "boto3", "botocore", "moto", "pytest", "weasyprint"})


def test_the_zip_stays_small(packaged: Path) -> None:
    assert size_of(packaged / "deployment.zip").zipped <= ZIPPED


def test_a_package_that_is_too_large_is_refused(tmp_path: Path) -> None:
    for name, size in {"deployment.zip": ZIPPED + 1, "layer.zip": 1}.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("content", bytes(size))
    with pytest.raises(TooLarge):
        report(tmp_path)


def test_chalice_understands_its_configuration() -> None:
    """An unknown function or key would be ignored silently, and the default stand."""
    from app import app

    config = json.loads((ROOT / ".chalice/config.json").read_text(encoding="utf-8"))
    known = {"lambda_memory_size", "lambda_timeout", "iam_policy_file"}
    sources, plain = app.event_sources, app.pure_lambda_functions
    functions = {"api_handler", *(each.name for each in sources), *(each.name for each in plain)}
    assert set(config["lambda_functions"]) == functions
    for settings in config["lambda_functions"].values():
        assert set(settings) == known


def test_a_function_gets_the_memory_and_time_that_its_configuration_says(
    template: dict[str, Any],
) -> None:
    config = json.loads((ROOT / ".chalice/config.json").read_text(encoding="utf-8"))
    for function, kebab in FUNCTIONS.items():
        said = config["lambda_functions"][kebab.replace("-", "_")]
        properties = template["Resources"][function]["Properties"]
        assert properties["MemorySize"] == said["lambda_memory_size"]
        assert properties["Timeout"] == said["lambda_timeout"]


def test_a_queue_hides_a_record_longer_than_its_function_may_take(template: dict[str, Any]) -> None:
    """Six times, as AWS asks: else a record comes back while it is being handled."""
    resources = template["Resources"]
    for queue, function in {"MailQueue": "SendMail", "DocumentsQueue": "MakeDocuments"}.items():
        hidden = resources[queue]["Properties"]["VisibilityTimeout"]
        assert hidden >= 6 * resources[function]["Properties"]["Timeout"]


def test_each_metric_that_is_looked_at_is_one_that_is_written(template: dict[str, Any]) -> None:
    text = json.dumps(template)
    written = {*METRICS.values(), "MessagesUnknown", "MessagesStuck"}
    shown = {word for word in written if word in text}
    alarms = [
        resource["Properties"]["MetricName"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
        and resource["Properties"]["Namespace"] == "Brigade"
    ]
    assert set(alarms) <= written
    assert {"MessagesSent", "MessagesFailed", "MessagesBounced"} <= shown


def test_each_alarm_tells_somebody(template: dict[str, Any]) -> None:
    alarms = [
        resource
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    ]
    assert len(alarms) > 2 * len(FUNCTIONS)
    assert all(alarm["Properties"]["AlarmActions"] == [{"Ref": "Alerts"}] for alarm in alarms)


def test_nothing_is_logged_for_ever(template: dict[str, Any]) -> None:
    for function in FUNCTIONS:
        group = template["Resources"][function]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]
        assert template["Resources"][group]["Properties"]["RetentionInDays"] == 90
