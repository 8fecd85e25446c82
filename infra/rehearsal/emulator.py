"""MiniStack, started and stopped: on a free port of loopback, with all its data in one folder."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.layer.unshare import NoRoot, way
from infra.packaging.runtime import lay_out

from .red import eventually

ACCOUNT, REGION = "123456789012", "ca-central-1"

AMENDED = Path(__file__).with_name("amended.py")

SHIM = """#!/bin/sh
# Python as Lambda's runtime has it: the standard library and boto3, and the layer, if any.
export PYTHONPATH={runtime} PYTHONDONTWRITEBYTECODE=1
layer="$_LAMBDA_LAYERS_DIRS"
if [ -n "$layer" ]; then
    {layer}
fi
exec {python} -S "$@"
"""

AT_OPT = """export LD_LIBRARY_PATH=/opt/lib
    exec unshare {way} --mount sh -c 'mount --bind "$0" /opt && exec "$@"' \\
        "$layer" {python} -S "$@"
"""

WHERE_IT_IS = """export LD_LIBRARY_PATH="$layer/lib" FONTCONFIG_FILE="$(mktemp)"
    sed "s#>/opt/#>$layer/#" "$layer/etc/fonts/fonts.conf" > "$FONTCONFIG_FILE"
"""


@contextmanager
def emulator(python: Path, folder: Path) -> Iterator[str]:
    """Run it and yield its address. `python` is of the environment that holds MiniStack."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    home = folder / "home"
    home.mkdir(parents=True)
    with (folder / "emulator.log").open("w") as log:
        process = subprocess.Popen(
            [python, AMENDED, str(_shim(folder))],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "TMPDIR": str(home),
                "LANG": "C.UTF-8",
                "AUTH": "true",  # each call is held to its caller's policies
                "BIND_HOST": "127.0.0.1",
                "GATEWAY_PORT": str(port),
                "MINISTACK_ACCOUNT_ID": ACCOUNT,
                "MINISTACK_REGION": REGION,
                "MINISTACK_HOST": "127.0.0.1",
            },
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # one group with the functions, to stop them all
        )
        try:
            eventually("the emulator starts", lambda: _answers(address, process))
            yield address
        finally:
            _stop(process)


def _shim(folder: Path) -> Path:
    runtime = folder / "runtime"
    lay_out(runtime)
    python = shlex.quote(os.path.realpath(sys.executable))
    shim = folder / "python"
    shim.write_text(
        SHIM.format(runtime=shlex.quote(str(runtime)), python=python, layer=_layer(python)),
        encoding="utf-8",
    )
    shim.chmod(0o755)
    return shim


def _layer(python: str) -> str:
    """Return how a function finds its layer: at /opt, as in Lambda, if this machine allows it."""
    try:
        options = way("--mount", "mount", "--bind", "/opt", "/opt")
    except NoRoot as reason:
        print(f"› The layer is used where it is unpacked, not at /opt. {reason}", file=sys.stderr)
        return WHERE_IT_IS
    return AT_OPT.format(way=" ".join(options), python=python)


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    if process.poll() is not None:
        raise RuntimeError("MiniStack stopped as soon as it started")
    try:
        url = f"{address}/_ministack/health"
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    else:
        _kill_stragglers(process.pid)


def _kill_stragglers(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return  # none


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
