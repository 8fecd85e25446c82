"""What `make package` makes for the functions, in two checkouts, as two people would."""

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from elftools.elf.elffile import ELFFile

from chalicelib.metrics import METRICS, PUT_OFF, RARE, SWEPT
from infra.bench.starting.cold import DUMMIES
from infra.packaging.runtime import DEPLOYED, caution, lay_out
from infra.packaging.sizes import LIBRARIES, ZIPPED, TooLarge, libraries_in, report, size_of
from infra.packaging.stack import FUNCTIONS
from infra.packaging.symbols import FOR_DEBUGGERS
from infra.packaging.trim import trimmed
from tests.package.conftest import made_in

ROOT = Path(__file__).resolve().parents[2]
INVOKE = """
import json, sys
import app
record = {"messageId": "1", "eventSource": "aws:sqs", "body": json.dumps({"id": "p1-x"})}
image = {"pk": {"S": "PERSON#p1"}, "sk": {"S": "MESSAGE#x"}, "type": {"S": "Message"},
    "id": {"S": "p1-x"}, "kind": {"S": "registration"},
    "due_at": {"S": "2027-01-01T00:00:00Z"}, "next_at": {"S": "2026-01-01T00:00:00Z"},
    "version": {"N": "1"}}
keys = {"pk": {"S": "PERSON#p1"}, "sk": {"S": "PROFILE"}}
change = {"eventName": "INSERT", "dynamodb": {"Keys": keys, "NewImage": image,
    "SequenceNumber": "1", "StreamViewType": "NEW_IMAGE"}, "eventID": "1", "awsRegion": "",
    "eventSourceARN": ""}
tags = {"message": ["p1-x"], "kind": ["registration"]}
bridge = {"version": "0", "id": "1", "detail-type": "", "source": "aws.ses", "account": "1",
    "time": "", "region": "", "resources": [],
    "detail": {"eventType": "Send", "mail": {"tags": tags}}}
request = {"resource": "/healthz", "path": "/healthz", "httpMethod": "GET", "headers": {},
    "multiValueHeaders": {}, "queryStringParameters": None, "body": None,
    "multiValueQueryStringParameters": None, "pathParameters": None, "stageVariables": None,
    "isBase64Encoded": False, "requestContext": {"httpMethod": "GET",
        "resourcePath": "/healthz", "requestId": "1", "identity": {"sourceIp": ""}}}
entry = sys.argv[1]
events = {"api_handler": request, "send_mail": {"Records": [record]},
    "make_documents": {"Records": [record]}, "dispatch": {"Records": [change]},
    "count_figures": {"Records": [change]}, "sweep": bridge,
    "fetch_calendars": bridge,
    "settle_mail": bridge, "enrol_staff": {"email": "a@example.org", "name": "A", "role": "admin"}}
try:
    handler = app.app if entry == "api_handler" else getattr(app, entry)
    answer = handler(events[entry], None)
    print(answer and (answer.get("statusCode") or answer["batchItemFailures"]))
except Exception as error:
    print(type(error).__name__, error if entry != "enrol_staff" else "")
"""
UNREACHED = "EndpointConnectionError"
ANSWERED = {
    "api_handler": "200",
    "send_mail": "[{'itemIdentifier': '1'}]",
    "make_documents": "[{'itemIdentifier': '1'}]",
    "dispatch": f"HandlerFailed {UNREACHED}",
    "count_figures": f"HandlerFailed {UNREACHED}",
    "sweep": f"HandlerFailed {UNREACHED}",
    "fetch_calendars": f"HandlerFailed {UNREACHED}",
    "settle_mail": f"HandlerFailed {UNREACHED}",
    "enrol_staff": f"{UNREACHED} ",
}


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


def test_our_sources_have_their_bytecode_and_libraries_are_bytecode_alone(names: set[str]) -> None:
    suffix = f".{sys.implementation.cache_tag}.pyc"
    sources = {name for name in names if name.endswith(".py")}
    assert {source.partition("/")[0] for source in sources} == {"app.py", "chalicelib"}
    for source in sources:
        folder, _, file = source.rpartition("/")
        compiled = f"{folder}/__pycache__/{file[:-3]}{suffix}".lstrip("/")
        assert compiled in names
    assert {"pydantic/main.pyc", "typing_extensions.pyc"} <= names


def test_what_ran_before_leaves_nothing_in_the_package() -> None:
    left = {
        "chalicelib/web/__pycache__/gone.cpython-313.pyc": b"",
        "chalicelib/web/new.py": b"A = 1",
    }
    assert trimmed(left) == {"chalicelib/web/new.py": b"A = 1"}


def test_of_a_library_its_name_and_version_stay_and_its_readme_goes() -> None:
    said = {"six-1.dist-info/METADATA": b"Name: six\nVersion: 1\n\n# Six\n\nDoes this.\n"}
    assert trimmed(said) == {"six-1.dist-info/METADATA": b"Name: six\nVersion: 1\n"}


def test_only_what_a_debugger_reads_is_blank_in_a_library(packaged: Path) -> None:
    with zipfile.ZipFile(packaged / "deployment.zip") as archive:
        libraries = {
            name: ELFFile(BytesIO(archive.read(name)))
            for name in archive.namelist()
            if name.endswith(".so")
        }
    assert any(name.startswith("python_calamine/") for name in libraries)
    for library in libraries.values():
        loaded_by = library.get_section_by_name(".dynsym")
        assert loaded_by is not None
        assert any(loaded_by.data())
        symbols = filter(None, map(library.get_section_by_name, FOR_DEBUGGERS))
        assert not any(any(section.data()) for section in symbols)


def test_it_holds_what_runs_and_nothing_else(names: set[str]) -> None:
    assert {"app.py", "templates/programme.toml", "templates/pages/site/home.html"} <= names
    assert "chalicelib/wiring.py" in names
    locales = {name for name in names if name.startswith("babel/locale-data/")}
    assert locales == {f"babel/locale-data/{which}.dat" for which in ("root", "fr", "fr_CA")}
    tops = {name.partition("/")[0] for name in names}
    assert tops.isdisjoint({"infra", "tests", "boto3", "botocore", "moto", "pytest", "weasyprint"})


@pytest.mark.parametrize("function", [f.replace("-", "_") for f in FUNCTIONS.values()])
def test_each_function_starts_from_the_zip_with_what_the_runtime_has(
    function: str, packaged: Path, tmp_path: Path
) -> None:
    """Nothing that the package leaves out is missed: an event goes as far as its first call."""
    with zipfile.ZipFile(packaged / "deployment.zip") as archive:
        archive.extractall(tmp_path / "task")
    lay_out(tmp_path / "runtime")
    done = subprocess.run(
        [sys.executable, "-S", "-c", INVOKE, function],
        env={
            **DUMMIES,
            "AWS_ENDPOINT_URL": "http://127.0.0.1:1",  # nobody answers
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONPATH": f"{tmp_path / 'task'}{os.pathsep}{tmp_path / 'runtime'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == [ANSWERED[function]], done.stderr


def test_a_package_of_another_version_of_python_says_so(template: dict[str, Any]) -> None:
    made = template["Resources"]["APIHandler"]["Properties"]["Runtime"]
    assert made == f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert (ROOT / ".python-version").read_text(encoding="utf-8").strip() == DEPLOYED
    assert caution(DEPLOYED) == ""
    assert "Lambda will run it on python3.12" in caution("3.12")


def test_the_zip_stays_small(packaged: Path) -> None:
    assert size_of(packaged / "deployment.zip").zipped <= ZIPPED
    assert libraries_in(packaged / "deployment.zip") <= LIBRARIES


@pytest.mark.parametrize(
    ("content", "size"),
    [("chalicelib/content.py", ZIPPED + 1), ("a_library/content.py", LIBRARIES + 1)],
)
def test_a_package_that_is_too_large_is_refused(tmp_path: Path, content: str, size: int) -> None:
    for name, bytes_of_it in {"deployment.zip": size, "layer.zip": 1}.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(content, bytes(bytes_of_it))
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
    written = {*METRICS.values(), *PUT_OFF.values(), *SWEPT, *RARE}
    shown = {word for word in written if word in text}
    watched = {
        metric["MetricName"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
        for metric in looked_at(resource["Properties"])
        if metric["Namespace"] == "Brigade"
    }
    assert watched <= written
    assert {*PUT_OFF.values(), *SWEPT, *RARE} <= watched
    assert {"MessagesSent", "MessagesFailed", "MessagesBounced"} <= shown


def looked_at(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The metrics of an alarm, of one or of a calculation."""
    calculated = [m["MetricStat"]["Metric"] for m in alarm.get("Metrics", []) if "MetricStat" in m]
    return calculated or [alarm]


def test_each_alarm_tells_somebody(template: dict[str, Any]) -> None:
    alarms = [
        resource
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    ]
    assert len(alarms) > 2 * len(FUNCTIONS)
    assert all(alarm["Properties"]["AlarmActions"] == [{"Ref": "Alerts"}] for alarm in alarms)


def test_each_line_of_the_dashboard_is_of_its_own_stage(template: dict[str, Any]) -> None:
    """Stages may share an account, and with it the metrics' namespaces."""
    body = template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    lines = [line for w in json.loads(body)["widgets"] for line in w["properties"]["metrics"]]
    assert lines
    assert [line for line in lines if "${" not in json.dumps(line)] == []


def test_the_queues_leave_the_site_half_of_what_a_new_account_may_run(
    template: dict[str, Any],
) -> None:
    at_once = [
        event["Properties"]["ScalingConfig"]["MaximumConcurrency"]
        for function in FUNCTIONS
        for event in template["Resources"][function]["Properties"].get("Events", {}).values()
        if event["Type"] == "SQS"
    ]
    assert len(at_once) == 2
    assert sum(at_once) <= 10 / 2


def test_nothing_is_logged_for_ever(template: dict[str, Any]) -> None:
    for function in FUNCTIONS:
        group = template["Resources"][function]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]
        assert template["Resources"][group]["Properties"]["RetentionInDays"] == 90
