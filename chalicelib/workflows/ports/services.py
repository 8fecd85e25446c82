"""What stories need besides the table: files, queues, mails, documents.

The time (`now`), new ids (`new_id`), the programme and the themes come to a story as values.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, Protocol

from ...domain.documents.documents import Toolbox
from ...domain.documents.themes import ThemeSheet
from ...domain.events.attestations import PrintedAttestations
from ...domain.imports.grids import Grid
from ...domain.imports.uploads.keeping import Keeping
from ...domain.mail.about import About, Recipient
from ...domain.mail.due import Due
from ...domain.mail.mail import Mail
from ...domain.mail.messages import Message
from ...domain.mail.wording.texts import MailTexts
from ...domain.people.keys import PersonKey
from ...domain.privacy.binders import PrintedBinder
from ...domain.privacy.retention_round import RetentionNight
from ...domain.report.printed import PrintedReport
from ...domain.week.access import HoursOf


class Files(Protocol):
    """Files by key. Each method raises StorageBusy for now, StorageFailed otherwise."""

    def find(self, key: str) -> bytes | None:
        """Return a file; None if there is none."""

    def wait_for(self, key: str) -> bytes | None:
        """Return a file that another process is about to write; None after some seconds."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Write a file, over the one of that key if there is one."""

    def forget(self, key: str) -> None:
        """Delete a file. Harmless if repeated."""

    def forget_all(self, prefix: str) -> None:
        """Delete all files whose key begins so, with all their versions. Harmless if repeated."""

    def marked(self, key: str) -> tuple[bytes, str] | None:
        """Return a file, and a mark of what it holds; None if there is none."""

    def replace(self, key: str, content: bytes, content_type: str, mark: str) -> None:
        """Write a file over what it held at its mark. Raises Stale if that is there no more."""

    def forget_older(self, key: str) -> None:
        """Delete each version of a file but the one that it is now. Harmless if repeated."""

    def keys(self, prefix: str) -> list[str]:
        """Return the keys that begin so, also of files whose older versions alone are left."""

    def get(self, key: str) -> bytes:
        """Return a file that is known to be there."""


class SealedFiles(Protocol):
    """Files of one person each, which nobody can read once that person is erased.

    Each method raises StorageBusy for now, StorageFailed otherwise.
    """

    def get(self, file_key: str) -> bytes:
        """Return a file. Raises NotFound if its person is erased."""

    def put(self, file_key: str, content: bytes, content_type: str, key: PersonKey) -> None:
        """Write a file, sealed with a person's key, over the one of that name if there is one."""


class Archives(Protocol):
    """Files in one, as they are brought in and given out."""

    def read(self, content: bytes) -> dict[str, bytes]:
        """Return the files of an archive by name. Raises BadImport."""

    def write(self, files: Mapping[str, bytes]) -> bytes:
        """Return an archive: the same files give the same bytes."""


class Spreadsheets(Protocol):
    """Workbooks, as they are brought in."""

    def reads(self, name: str) -> bool:
        """Return whether a file of that name is a workbook."""

    def read(self, name: str, content: bytes) -> dict[str, Grid]:
        """Return the sheets that hold anything, by name. Raises BadImport."""


class Queues(Protocol):
    """The queues, for what is due now or in a moment, or was just asked for."""

    def hand_over(
        self,
        queue: Literal["mail", "documents"],
        entries: Iterable[
            Due
            | ThemeSheet
            | PrintedReport
            | PrintedBinder
            | PrintedAttestations
            | Keeping
            | RetentionNight
            | HoursOf
        ],
        now: datetime | None = None,
    ) -> None:
        """Queue entries, in no order; raises if one was refused. Harmless if repeated.

        If `now` is said, what is due later comes out then: within a quarter of an hour.
        """


class Composer(Protocol):
    """Writes the mail that a message stands for."""

    def compose(
        self,
        message: Message,
        person: Recipient,
        about: About,
        now: datetime,
        texts: MailTexts | None = None,
    ) -> Mail:
        """Write a mail, in the texts of the team where it has any that can still be said."""


class Mailer(Protocol):
    """Sends mails, each by one call to SES."""

    def holds_back(self, message: Message, now: datetime) -> bool:
        """Return whether a mail should wait, as SES's events do not arrive."""

    def send(self, mail: Mail, message: Message, now: datetime) -> str:
        """Send a mail; return SES's id of it.

        Raises NotAccepted, Throttled or Refused if it did not leave, Unsettled if it may have.
        """


class Toolboxes(Protocol):
    """Draws PDFs."""

    def render(self, toolbox: Toolbox) -> bytes:
        """Return a participant's document."""

    def pages(self, toolbox: Toolbox) -> str:
        """Return a participant's own pages as HTML, as they are drawn."""

    def theme_pdf(self, sheet: ThemeSheet) -> bytes:
        """Return a theme's sheet, which is stored under `theme_key`."""

    def theme_key(self, sheet: ThemeSheet) -> str:
        """Return the key of a theme's sheet as it would be drawn now."""
