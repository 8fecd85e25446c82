"""The command is killed at each of its steps and goes on: nothing is lost, nor there twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from infra.restoring.tables import Item, Tables
from infra.serve import database
from infra.serve.folder import Folder
from infra.serve.place import Place
from tests.serve.machine import ROOT

from .sides import written

STEPS = ("1/5", "2/5", "3/5", "4/5", "5/5")


def test_killed_at_each_step_it_goes_on(tmp_path: Path) -> None:
    here, there = Place(tmp_path / "here"), Place(tmp_path / "there")
    fill(here)
    wanted, keys = items(here), here.keys()
    for step in STEPS:
        killed = begun(here, there)
        assert killed.stdout
        for line in killed.stdout:
            if line.startswith(f"› {step}"):
                break
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    done = begun(here, there)
    said, _ = done.communicate()
    assert done.returncode == 0, said
    assert items(there) == wanted
    assert there.keys() == keys
    files = Folder(there.files).get_object(Key="documents/pana-b2.pdf")
    assert files["Body"].read() == b"%PDF of Ana"


def fill(place: Place) -> None:
    place.prepare()
    place.keys()
    Folder(place.files).put_object(Key="documents/pana-b2.pdf", Body=b"%PDF of Ana")
    with database.running(place.table) as address:
        client = database.table_client("dynamodb", address)
        database.ensure_table(client)
        requests = ({"PutRequest": {"Item": item}} for item in written())
        Tables(client, lambda _: None).write(database.TABLE, requests)


def items(place: Place) -> dict[tuple[str, str], Item]:
    with database.running(place.table) as address:
        client = database.table_client("dynamodb", address)
        found = Tables(client, lambda _: None).items(database.TABLE)
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in found}


def begun(here: Place, there: Place) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "infra.moving", str(here.root), str(there.root)],
        cwd=ROOT,
        env={**os.environ, "YES": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
