"""What an operator's commands refuse before they touch an account, and what they put there."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.unreadable import Unreadable
from infra.deploy import aside
from infra.deploy.artefacts import upload
from infra.deploy.stage import PARAMETERS, BadStage, read_stage
from infra.doubles.table import Table
from infra.packaging.stack import stack
from tests.support.examples import NOW

GOOD = {
    "sender_domain": '"brigade.example.org"',
    "sender_address": '"bonjour@brigade.example.org"',
    "alerts_address": '"equipe@example.org"',
}
REGION = "ca-central-1"
BUCKET = "brigade-artefacts-example"


def stage(folder: Path, **changes: str) -> dict[str, str]:
    lines = (f"{name} = {value}\n" for name, value in {**GOOD, **changes}.items() if value)
    (folder / "dev.toml").write_text("".join(lines), encoding="utf-8")
    return read_stage("dev", folder)


def test_a_stage_says_the_parameters_of_its_stack(tmp_path: Path) -> None:
    assert stage(tmp_path, monthly_budget="40") == {
        "Stage": "dev",
        "SenderDomain": "brigade.example.org",
        "SenderAddress": "bonjour@brigade.example.org",
        "AlertsAddress": "equipe@example.org",
        "MonthlyBudget": "40",
    }


def test_a_domain_is_the_address_of_the_site(tmp_path: Path) -> None:
    found = stage(tmp_path, domain_name='"site.example.org"', certificate_arn='"arn:aws:acm:…"')
    assert found["SiteUrl"] == "https://site.example.org"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sender_domain": ""}, "sender_domain is needed"),
        ({"sender_domain": '"another.example.org"'}, "sender_address is not at sender_domain"),
        ({"sender_adress": '"typing@example.org"'}, "unknown sender_adress"),
        ({"domain_name": '"site.example.org"'}, "go together"),
        ({"monthly_budget": "twenty"}, "dev.toml"),
    ],
)
def test_a_stage_that_no_stack_understands_is_refused(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(BadStage, match=said):
        stage(tmp_path, **changes)


@pytest.mark.parametrize(("name", "said"), [("", "nothing"), ("../x", "one of"), ("prod", "copy")])
def test_a_stage_without_a_file_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BadStage, match=said):
        read_stage(name, tmp_path)


def test_each_word_of_a_stage_is_a_parameter_of_the_stack() -> None:
    assert set(PARAMETERS.values()) <= set(stack()["Parameters"])


def test_the_example_is_a_stage(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "infra/stages/example.toml"
    (tmp_path / "prod.toml").write_bytes(example.read_bytes())
    assert read_stage("prod", tmp_path)["Stage"] == "prod"


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    for name in ("deployment.zip", "layer.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("content", name)
    template = {
        "Resources": {
            "Api": {
                "Type": "AWS::Serverless::Function",
                "Properties": {"CodeUri": "./deployment.zip"},
            },
            "Layer": {
                "Type": "AWS::Serverless::LayerVersion",
                "Properties": {"ContentUri": "./layer.zip"},
            },
            "Topic": {"Type": "AWS::SNS::Topic"},
        }
    }
    (tmp_path / "template.json").write_text(json.dumps(template), encoding="utf-8")
    return tmp_path


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        yield boto3.client("s3", region_name=REGION)


def test_the_archives_go_up_unchanged_under_their_checksums(archives: Path, s3: Any) -> None:
    address = upload(s3, BUCKET, archives, REGION)
    key = address.removeprefix(f"https://s3.{REGION}.amazonaws.com/{BUCKET}/")
    template = json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    for resource, name, file in (
        ("Api", "CodeUri", "deployment.zip"),
        ("Layer", "ContentUri", "layer.zip"),
    ):
        content = (archives / file).read_bytes()
        placed = f"{hashlib.sha256(content).hexdigest()}/{file}"
        assert template["Resources"][resource]["Properties"][name] == f"s3://{BUCKET}/{placed}"
        assert s3.get_object(Bucket=BUCKET, Key=placed)["Body"].read() == content
    blocked = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    assert all(blocked.values())


def test_what_was_deployed_before_stays_and_is_not_sent_again(archives: Path, s3: Any) -> None:
    upload(s3, BUCKET, archives, REGION)
    sent: list[str] = []
    s3.meta.events.register(
        "before-call.s3.PutObject", lambda params, **_: sent.append(params["url_path"])
    )
    upload(s3, BUCKET, archives, REGION)
    assert sent == []
    with zipfile.ZipFile(archives / "deployment.zip", "a") as archive:
        archive.writestr("more", "of it")
    upload(s3, BUCKET, archives, REGION)
    assert [path.rpartition("/")[2] for path in sent] == ["deployment.zip", "template.json"]
    assert s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 5


def test_what_is_set_aside_is_shown_with_what_it_waits_for() -> None:
    table = Table()
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    unit = store.unit()
    unit.add(*[Message(f"p{n}-x", Kind.REGISTRATION, NOW, NOW) for n in (1, 2)])
    unit.commit()
    event = Unreadable("EVENT#v1", "EVENT")
    store.set_aside(Unreadable("PERSON#p1", "MESSAGE#x"), event, NOW)
    mended = Unreadable("PERSON#p2", "MESSAGE#x")
    store.set_aside(mended, mended, NOW)
    assert [aside.line(each) for each in store.aside(10)] == [
        "PERSON#p1 MESSAGE#x  waits for EVENT#v1 EVENT  since 2027-03-01 14:00 UTC",
        "PERSON#p2 MESSAGE#x  can be read again  since 2027-03-01 14:00 UTC",
    ]
