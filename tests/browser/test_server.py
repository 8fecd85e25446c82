"""`make run`: what its process does, from outside."""

import json
import socket
import urllib.request

import pytest

from .conftest import free_port, start_server, stop_server


def test_it_starts_with_a_demonstration_and_stops_cleanly() -> None:
    port = free_port()
    process = start_server(port, demo="1")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/slots") as answer:
        assert json.load(answer)["slots"]
    code, output = stop_server(process)
    assert code == 0
    assert "Traceback" not in output
    assert output.endswith("Arrêté.\n")


def test_it_listens_on_loopback_alone() -> None:
    port = free_port()
    process = start_server(port)
    try:
        address = socket.gethostbyname(socket.gethostname())
        if not address.startswith("127."):
            with pytest.raises(OSError, match="refused"), socket.create_connection((address, port)):
                pass
    finally:
        stop_server(process)
