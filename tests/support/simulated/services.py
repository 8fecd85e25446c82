"""What the simulated functions call beside the table and the queues: SES, composing, drawing."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.adapters.files import Files
from chalicelib.domain.mail.mail import Mail

if TYPE_CHECKING:
    from .cloud import Cloud

FAILURES = {"InternalFailure": 500, "ServiceUnavailable": 503, "SlowDown": 503}
"""Codes of AWS's own failures, with their status; others are refusals."""


class Ses:
    """`answer`: the code of a refusal at a moment, or "". Each call takes a tenth of a second, or
    ten while it is `hanging`."""

    def __init__(self, cloud: "Cloud") -> None:
        self._cloud, self.rate = cloud, 1000
        self.hanging = False
        self.answer: Callable[[], str] = str
        self.accepted: Counter[str] = Counter()
        self._by_second: Counter[int] = Counter()
        self.events: list[tuple[str, str]] = []

    def send_email(self, **request: Any) -> dict[str, str]:
        second = int(self._cloud.time)
        if self.hanging:
            self._cloud.time += 10
            raise ReadTimeoutError(endpoint_url="https://email.example.org")
        self._cloud.time += 0.1
        full = self._by_second[second] >= self.rate
        code = self.answer() or ("TooManyRequestsException" if full else "")
        if code:
            raise refusal(code, "SendEmail")
        self._by_second[second] += 1
        tags = {tag["Name"]: tag["Value"] for tag in request["EmailTags"]}
        self.accepted[tags["message"]] += 1
        self.events.append((tags["message"], tags["kind"]))
        return {"MessageId": "id"}


def refusal(code: str, operation: str) -> ClientError:
    status = {"HTTPStatusCode": FAILURES.get(code, 400)}
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": status}
    return ClientError(answer, operation)


class Composer:
    """Writes the same mail to everybody, unless it fails."""

    failing = False

    def compose(self, *_: Any) -> Mail:
        if self.failing:
            raise KeyError("theme")
        return Mail("Bonjour", "ana@example.org", "Ana", "Bonjour", "<p>Bonjour</p>")


class Drawing:
    """Looks for the theme's pages among the files first, as the toolboxes do."""

    failing = False

    def __init__(self, files: Files) -> None:
        self._files = files

    def render(self, _toolbox: Any) -> bytes:
        return self.theme_pdf(None)

    def theme_pdf(self, _sheet: Any) -> bytes:
        self._files.find("themes/decouvrabilite.pdf")
        if self.failing:
            raise RuntimeError("no font")
        return b"%PDF-1.7"
