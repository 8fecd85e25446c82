"""What names a mail of ours when it comes back: a header that only we can have written."""

import re

from itsdangerous import BadSignature, Signer

HEADER = "X-Mail-Id"
_SEEN = re.compile(rb"^X-Mail-Id:\s+([\w.-]+)", re.IGNORECASE | re.MULTILINE)


class Names:
    """Signs with `keys`, separated by commas, of which the first is in use."""

    def __init__(self, keys: str) -> None:
        self._signer = Signer([*reversed(keys.split(","))], salt="returned mails")

    def header(self, message: str) -> bytes:
        """Return the header, with its end, of the mail of a message."""
        return f"{HEADER}: {self._signer.sign(message).decode()}\r\n".encode()

    def message(self, headers: bytes) -> str:
        """Return which message headers name; "" if none of ours."""
        for found in _SEEN.findall(headers):
            try:
                return self._signer.unsign(found).decode()
            except BadSignature:
                continue
        return ""
