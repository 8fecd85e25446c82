import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ProxyConnectionError,
    ReadTimeoutError,
    ResponseStreamingError,
    SSLError,
)

from chalicelib import wiring
from chalicelib.adapters.mail.mailer import REFUSALS, THROTTLES, Mailer
from chalicelib.adapters.mail.pace import Pace
from chalicelib.domain.mail.mail import Mail, NotAccepted, Refused, Throttled, Unsettled
from chalicelib.domain.mail.messages import Kind
from infra.local.system import System
from tests.support.examples import BOOKING_ID, NOW, message
from tests.support.injected import Sendings, http

URL = "https://email.ca-central-1.amazonaws.com"
MAIL = Mail("Bienvenue", "ana@example.org", "Ana Exemple", "Bonjour!", "<p>Bonjour!</p>")
MESSAGE = message(Kind.DOCUMENT, id=f"{BOOKING_ID}-document")

CONNECTION: list[tuple[Exception, type[Exception]]] = [
    (EndpointConnectionError(endpoint_url=URL), NotAccepted),
    (ConnectTimeoutError(endpoint_url=URL), NotAccepted),
    (ProxyConnectionError(proxy_url=URL), NotAccepted),
    (NoCredentialsError(), NotAccepted),
    (CredentialRetrievalError(provider="role", error_msg="x"), NotAccepted),
    (ReadTimeoutError(endpoint_url=URL), Unsettled),
    (ConnectionClosedError(endpoint_url=URL), Unsettled),
    (ResponseStreamingError(error="x"), Unsettled),
    (SSLError(endpoint_url=URL, error=OSError("x")), Unsettled),
    (HTTPClientError(error="x"), Unsettled),
]
LATER = [
    "AccessDeniedException",
    "AccountSuspendedException",
    "ConflictException",
    "ExpiredTokenException",
    "MailFromDomainNotVerifiedException",
    "MessageRejected",
    "SendingPausedException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
]
ANSWERS: list[tuple[int, str, type[Exception]]] = [
    *[(400, code, NotAccepted) for code in LATER],
    *[(400, code, Throttled) for code in sorted(THROTTLES)],
    *[(400, code, Refused) for code in sorted(REFUSALS)],
    (500, "InternalFailure", Unsettled),
    (503, "ServiceUnavailable", Unsettled),
    (400, "NobodyKnowsThisOne", NotAccepted),
    (500, "NobodyKnowsThisOne", Unsettled),
    (429, "NobodyKnowsThisOne", Throttled),
    (503, "SlowDown", Throttled),
]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The client that the mailer gets, without any AWS behind it: each request is answered here."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ca-central-1")
    wiring.forget()
    yield wiring.client("sesv2", 1)
    wiring.forget()


@pytest.fixture
def send(client: Any) -> Callable[..., str]:
    sender = "brigade-test", "Brigade", "b@example.org", "r@example.org"
    mailer = Mailer(lambda: client, *sender, Pace(lambda: math.inf))
    return lambda mail=MAIL: mailer.send(mail, MESSAGE, NOW)


@pytest.mark.parametrize(
    ("failure", "meaning"), CONNECTION, ids=[type(f).__name__ for f, _ in CONNECTION]
)
def test_a_broken_connection_says_whether_the_mail_may_have_left_and_is_not_repeated(
    client: Any, send: Callable[..., str], failure: Exception, meaning: type[Exception]
) -> None:
    sendings = Sendings(client, "SendEmail", failure, failure, failure)
    with pytest.raises(meaning):
        send()
    assert len(sendings.requests) == 1


@pytest.mark.parametrize(
    ("status", "code", "meaning"), ANSWERS, ids=[f"{code}-{status}" for status, code, _ in ANSWERS]
)
def test_each_of_ses_s_refusals_says_whether_to_try_later_and_is_not_repeated(
    client: Any, send: Callable[..., str], status: int, code: str, meaning: type[Exception]
) -> None:
    body = json.dumps({"__type": code, "message": "non"}).encode()
    sendings = Sendings(client, "SendEmail", *[http(status, body) for _ in range(3)])
    with pytest.raises(meaning):
        send()
    assert len(sendings.requests) == 1


@pytest.mark.parametrize("answer", [http(502, b"<html>Bad gateway</html>"), http(504, b"")])
def test_an_error_of_something_in_between_tells_nothing(
    client: Any, send: Callable[..., str], answer: Any
) -> None:
    Sendings(client, "SendEmail", answer)
    with pytest.raises(Unsettled):
        send()


@pytest.mark.parametrize("body", [b"{}", b"<html>OK</html>"])
def test_an_acceptance_that_cannot_be_read_is_for_ses_s_event_to_settle(
    client: Any, send: Callable[..., str], body: bytes
) -> None:
    Sendings(client, "SendEmail", http(200, body))
    with pytest.raises(Unsettled):
        send()


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org\nBcc: x@y.org",
        "ana@exam ple.org",
        "ana",
        "",
        "ana@",
        "a@b@c.org",
        "é@x.org",
    ],
)
def test_an_address_that_no_header_may_hold_is_refused_and_nothing_leaves(
    client: Any, send: Callable[..., str], address: str
) -> None:
    sendings = Sendings(client, "SendEmail", http(200, {"MessageId": "0100"}))
    with pytest.raises(Refused):
        send(replace(MAIL, to_address=address))
    assert sendings.requests == []


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_a_line_break_where_a_header_goes_is_refused_and_nothing_leaves(
    client: Any, send: Callable[..., str], field: str
) -> None:
    sendings = Sendings(client, "SendEmail", http(200, {"MessageId": "0100"}))
    changes: dict[str, Any] = {field: "Ana\r\nBcc: x@y.org"}
    with pytest.raises(Refused):
        send(replace(MAIL, **changes))
    assert sendings.requests == []


def test_a_mail_carries_its_tags_its_recipient_and_the_set_that_reports_on_it(
    client: Any, send: Callable[..., str]
) -> None:
    sendings = Sendings(client, "SendEmail", http(200, {"MessageId": "0100"}))
    assert send() == "0100"
    sent = json.loads(sendings.requests[0].body)
    assert sent["Destination"] == {"ToAddresses": ["ana@example.org"]}
    assert sent["FromEmailAddress"] == "b@example.org"
    assert sent["ConfigurationSetName"] == "brigade-test"
    assert {tag["Name"]: tag["Value"] for tag in sent["EmailTags"]} == {
        "message": f"{BOOKING_ID}-document",
        "kind": "document",
    }


def test_the_mailer_of_the_system_sends_once_even_when_the_answer_is_lost(system: System) -> None:
    lost = ReadTimeoutError(endpoint_url=URL)
    sendings = Sendings(wiring.client("sesv2", 1), "SendEmail", lost)
    with pytest.raises(Unsettled):
        wiring.mailer().send(MAIL, MESSAGE, NOW)
    assert (len(sendings.requests), system.mailbox.mails) == (1, [])
    assert wiring.mailer().send(MAIL, MESSAGE, NOW) != ""
    (received,) = system.mailbox.mails
    assert (received.kind, received.to, received.subject) == (
        "document",
        "ana@example.org",
        "Bienvenue",
    )
