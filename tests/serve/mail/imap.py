"""A mailbox in memory that answers as `imapclient.IMAPClient` does to what is asked of it."""

from collections import defaultdict
from typing import Any


class Imap:
    """`inbox` holds the mails that are not crossed out; `moves`: whether it knows MOVE."""

    def __init__(self, moves: bool = True, prefix: str = "") -> None:
        self.folders: dict[str, list[bytes]] = defaultdict(list)
        self.fetched = 0
        self._moves, self._prefix = moves, prefix
        self._mails: dict[int, bytes] = {}

    @property
    def inbox(self) -> list[bytes]:
        return list(self._mails.values())

    @inbox.setter
    def inbox(self, mails: list[bytes]) -> None:
        self._mails = dict(enumerate(mails, 1))

    def __enter__(self) -> "Imap":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def has_capability(self, name: str) -> bool:
        return name == "NAMESPACE" or (name == "MOVE" and self._moves)

    def namespace(self) -> Any:
        class Spaces:
            personal = ((self._prefix, "."),)

        return Spaces

    def folder_exists(self, folder: str) -> bool:
        return folder in self.folders

    def create_folder(self, folder: str) -> None:
        assert folder not in self.folders
        self.folders[folder] = []

    def select_folder(self, folder: str) -> dict[bytes, int]:
        assert folder == "INBOX"
        return {b"UIDVALIDITY": 1}

    def search(self, criteria: list[Any]) -> list[int]:
        assert criteria[0] == "UNDELETED"
        return list(self._mails)

    def fetch(self, uid: int, data: list[str]) -> dict[int, dict[bytes, bytes]]:
        self.fetched += 1
        assert all(each.startswith("BODY.PEEK") for each in data)
        return {uid: {b"SEQ": b"1", b"BODY[]<0>": self._mails[uid]}}

    def copy(self, uid: int, folder: str) -> None:
        assert folder in self.folders
        self.folders[folder].append(self._mails[uid])

    def move(self, uid: int, folder: str) -> None:
        assert self._moves
        self.copy(uid, folder)
        self.delete_messages(uid)

    def delete_messages(self, uid: int) -> None:
        del self._mails[uid]
