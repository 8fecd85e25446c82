"""Where a page of a list of the team ends, so that only we can read it (XChaCha20-Poly1305).

A place is the last key that was read: a name, a telephone. Addresses of pages stay in histories and
records of browsers; and what somebody else, or another list, was given opens nothing.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

NONCE, TAG = 24, 16
"""Bytes of the number that a place is sealed with, and of the tag that proves it unchanged."""

LONGEST = 4000
"""Characters: no place of ours comes near."""


class NotAPlace(Exception):
    """What was given was not sealed by us, for this list and this member."""


class SealedPlaces:
    """`keys`: newest first; what was sealed with the older ones still opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [hmac.digest(f"{each}.places".encode(), b"", "sha256") for each in keys]

    def seal(self, place: str, whose: str) -> str:
        """Return a place as an address has it; `whose` names a list and who reads it.

        The same place is sealed the same way each time.
        """
        import monocypher

        key, said = self._keys[0], place.encode("utf-8", "surrogatepass")
        nonce = hmac.digest(key, _both(said, whose), "sha256")[:NONCE]
        tag, hidden = monocypher.lock(key, nonce, said, whose.encode())
        return _spelled(b"".join((nonce, tag, hidden)))

    def open(self, sealed: str, whose: str) -> str:
        """Return a place that was sealed. Raises NotAPlace."""
        import monocypher

        try:
            said = urlsafe_b64decode(sealed[:LONGEST].encode("ascii") + b"==")
        except ValueError:
            raise NotAPlace from None
        nonce, tag, hidden = said[:NONCE], said[NONCE : NONCE + TAG], said[NONCE + TAG :]
        if len(tag) < TAG or _spelled(said) != sealed:
            raise NotAPlace
        for key in self._keys:
            found = monocypher.unlock(key, nonce, tag, hidden, whose.encode())
            if found is not None:
                return bytes(found).decode("utf-8", "surrogatepass")
        raise NotAPlace


def _spelled(said: bytes) -> str:
    return urlsafe_b64encode(said).decode().rstrip("=")


def _both(said: bytes, whose: str) -> bytes:
    """Return two texts as one, which no other two give."""
    return hashlib.sha256(said).digest() + hashlib.sha256(whose.encode()).digest()
