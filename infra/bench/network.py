"""A boto3 client's network traffic: counted, recorded, or answered from memory."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders


class Traffic:
    """Counts clients' calls and the items that queries read; keeps the last answer's bytes."""

    def __init__(self, *clients: Any) -> None:
        self.clear()
        for client in clients:
            service = client.meta.service_model.service_id.hyphenize()
            client.meta.events.register(f"response-received.{service}", self._received)

    def clear(self) -> None:
        self.calls = 0
        self.scanned = 0
        self.bodies: dict[str, bytes] = {}

    def _received(
        self, event_name: str, response_dict: Any, parsed_response: Any, **_: Any
    ) -> None:
        """Count each attempt: a retry is a call too."""
        self.calls += 1
        self.scanned += (parsed_response or {}).get("ScannedCount", 0)
        self.bodies[event_name.rpartition(".")[2]] = response_dict["body"]


class CannedNetwork:
    """Answers DynamoDB's operations with the bytes given for them, before anything is sent.

    It does not work beside moto: botocore asks all its listeners and takes the first answer.
    """

    def __init__(self, client: Any) -> None:
        self.answers: Mapping[str, bytes] = {}
        client.meta.events.register("before-send.dynamodb", self._answer)

    def _answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        body = self.answers.get(event_name.rpartition(".")[2], b"{}")
        headers = HTTPHeaders.from_dict({"content-type": "application/x-amz-json-1.0"})
        return AWSResponse(request.url, 200, headers, _Raw(body))


class _Raw(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()
