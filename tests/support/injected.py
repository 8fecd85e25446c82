"""Failures put in AWS's place, one operation at a time, through botocore's own events."""

import json
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders


class _Body(BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def http(status: int, body: Any = None) -> AWSResponse:
    """An answer as it comes over the wire; `body` is bytes or becomes JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return AWSResponse("https://aws.example", status, HTTPHeaders(), _Body(content))


class Sendings:
    """What leaves a client over HTTP for one operation; each is answered with the next outcome.

    An exception is raised in its place: nothing further (moto) then sees the request. Once the
    outcomes are used up, requests go on their way.
    """

    def __init__(self, client: Any, operation: str, *outcomes: AWSResponse | Exception) -> None:
        self.requests: list[Any] = []
        self._outcomes = list(outcomes)
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_first(f"before-send.{service}.{operation}", self._send)

    def _send(self, request: Any, **_: Any) -> AWSResponse | None:
        self.requests.append(request)
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


class Calls:
    """Calls of one operation, before anything is sent; the first ones get the given answers.

    An answer is what botocore would have parsed; one with an `Error` raises as it would.
    """

    def __init__(self, client: Any, operation: str, *answers: dict[str, Any]) -> None:
        self.count = 0
        self._answers = list(answers)
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_first(f"before-call.{service}.{operation}", self._call)

    def answers(self, *answers: dict[str, Any]) -> None:
        """To the next calls, after those already given."""
        self._answers += answers

    def _call(self, **_: Any) -> tuple[Any, dict[str, Any]] | None:
        self.count += 1
        if not self._answers:
            return None
        answer = {"ResponseMetadata": {}, **self._answers.pop(0)}
        return SimpleNamespace(status_code=400 if "Error" in answer else 200), answer


def cancelled(*codes: str) -> dict[str, Any]:
    """A transaction that DynamoDB cancelled, with a reason for each of its writes."""
    return {
        "Error": {"Code": "TransactionCanceledException", "Message": "Transaction cancelled"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
