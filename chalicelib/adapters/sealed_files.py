"""Files of one person each, sealed with that person's key (XChaCha20-Poly1305, by Monocypher).

Copies and versions of them are everywhere that backups are; without the key, which is erased with
the person, none of them can be read. Those of an earlier release are not sealed, and are read so.
"""

import secrets
from collections.abc import Callable

from ..domain.errors import NotFound
from ..domain.ids import owner_of
from ..domain.people.keys import PersonKey
from .files import Files

SEALED = b"brigade sealed 1\n"
"""Begins a sealed file: no PDF does."""

NONCE, TAG = 24, 16
"""Bytes of the number that is used once, and of the tag that proves that nothing was changed."""


class SealedFiles:
    """`key_of` returns the key of a person by their id, or None once it is erased."""

    def __init__(self, files: Files, key_of: Callable[[str], PersonKey | None]) -> None:
        self._files, self._key_of = files, key_of

    def get(self, file_key: str) -> bytes:
        """Return a file. Raises NotFound if its person is erased, or it is not what was sealed."""
        content = self._files.get(file_key)
        if not content.startswith(SEALED):
            return content
        key = self._key_of(owner_of(file_key.rpartition("/")[2]))
        if key is None:
            raise NotFound
        return opened(content, file_key, key)

    def put(self, file_key: str, content: bytes, content_type: str, key: PersonKey) -> None:
        self._files.put(file_key, sealed(content, file_key, key), content_type)


def sealed(content: bytes, file_key: str, key: PersonKey) -> bytes:
    """Return a content sealed for one place: moved to another, it does not open."""
    import monocypher

    nonce = secrets.token_bytes(NONCE)
    tag, hidden = monocypher.lock(bytes.fromhex(key.secret), nonce, content, file_key.encode())
    return b"".join((SEALED, nonce, tag, hidden))


def opened(content: bytes, file_key: str, key: PersonKey) -> bytes:
    """Return what was sealed. Raises NotFound if it was not by this key, for this place."""
    import monocypher

    said = content.removeprefix(SEALED)
    nonce, tag, hidden = said[:NONCE], said[NONCE : NONCE + TAG], said[NONCE + TAG :]
    found = monocypher.unlock(bytes.fromhex(key.secret), nonce, tag, hidden, file_key.encode())
    if found is None:
        raise NotFound
    return bytes(found)
