"""Signed tokens: the links in mails and the short sessions behind them.

A token is bound to a purpose and a person, expires, and is revoked by raising the person's
`link_epoch`. It is signed, not stored (itsdangerous: HMAC, compared in constant time), so that an
older link keeps working when a newer mail is sent.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ..domain.errors import ExpiredToken, InvalidToken
from ..domain.ids import owned
from ..domain.mail.follow_up import SIGN_IN_LIFETIME
from ..domain.people.callers import Caller
from ..domain.people.drafts import KEPT
from ..domain.people.privacy_requests import LONGEST_ANSWER

if TYPE_CHECKING:
    from itsdangerous import URLSafeSerializer

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # pragma: allowlist secret - an alphabet
"""Of short codes: none that can be taken for another."""

TOO_LONG = 512  # characters: no token of ours comes near


class Purpose(StrEnum):
    PERSONAL = "personal"
    SURVEY = "survey"
    UNSUBSCRIBE = "unsubscribe"
    """A person and what the mail was sent for, a space between."""
    DOCUMENT = "document"
    SESSION = "session"
    """A person, and how often they had signed out before, as in `with_number`."""
    SIGN_IN = "sign-in"
    """A member of the team, and how often she had signed in before, as in `with_number`."""
    STAFF = "staff"
    """A member of the team, and how often she had signed out before, as in `with_number`."""
    TICKET = "ticket"
    PRESENCE = "presence"
    JOIN = "join"
    EVENT_SURVEY = "event-survey"
    ADDRESS = "address"
    """A person and the new address that the link was mailed to, a space between."""
    REGISTERED = "registered"
    """What somebody has just registered with: their own browser keeps it, for a correction."""
    CALENDAR = "calendar"
    """A person's calendar, and how often its address was renewed, a space between."""
    REPORT = "report"
    """An edition's public report before everybody may see it; its epoch is the edition's."""
    REQUEST = "request"
    """A request about what is held of somebody, mailed to the address that is known."""
    COPY = "copy"
    """The request by which somebody sends a copy of all that is held to an address."""
    WHO = "who"
    """Tells whose browser it is, and since when; opens nothing."""


LIFETIMES = {
    # An edition lasts about nine months and people come back to their toolbox: two years.
    Purpose.PERSONAL: timedelta(days=730),
    Purpose.SURVEY: timedelta(days=365),
    # The law asks for 60 days at least.
    Purpose.UNSUBSCRIBE: timedelta(days=730),
    Purpose.DOCUMENT: timedelta(days=30),
    Purpose.SESSION: timedelta(hours=4),
    # As long as what they were writing is kept.
    Purpose.WHO: KEPT,
    Purpose.SIGN_IN: SIGN_IN_LIFETIME,
    Purpose.STAFF: timedelta(hours=12),
    # For a registration or an event, which has its own times: people register months before.
    Purpose.TICKET: timedelta(days=365),
    Purpose.PRESENCE: timedelta(days=365),
    Purpose.JOIN: timedelta(days=365),
    Purpose.EVENT_SURVEY: timedelta(days=365),
    Purpose.ADDRESS: timedelta(days=3),
    # A calendar asks for years, and nobody looks at its address again.
    Purpose.CALENDAR: timedelta(days=3650),
    Purpose.REPORT: timedelta(days=365),
    Purpose.REGISTERED: timedelta(hours=1),
    Purpose.REQUEST: LONGEST_ANSWER,
    Purpose.COPY: timedelta(days=7),
}


class NoKey(Exception):
    """Links are asked of a function that has no signing key, as it needs none."""


class Links:
    """Makes and reads tokens.

    `keys`: newest first; tokens signed with the older ones still verify.
    """

    def __init__(self, keys: Sequence[str], site: str) -> None:
        if not keys:
            raise NoKey("this function was given no key to sign links with")
        self._keys, self._site = list(keys), site

    def token(
        self,
        purpose: Purpose,
        subject: str,
        epoch: int,
        now: datetime,
        lifetime: timedelta | None = None,
    ) -> str:
        """Return a token for one purpose, and one person or thing that is theirs."""
        expires = int((now + (lifetime or LIFETIMES[purpose])).timestamp())
        return str(self._serializer(purpose).dumps([subject, epoch, expires]))

    def read(
        self, purpose: Purpose, token: str, now: datetime, longest: int = TOO_LONG
    ) -> tuple[str, int]:
        """Return the subject and epoch of a token. Raises InvalidToken or ExpiredToken."""
        subject, epoch, expires = self._held(purpose, token, longest)
        if expires <= now:
            raise ExpiredToken
        return subject, epoch

    def whose(self, purpose: Purpose, token: str) -> tuple[str, int, datetime] | None:
        """Return the subject, epoch and end of a token of ours, even of one that has expired.

        This tells whose browser it is; it opens nothing.
        """
        try:
            return self._held(purpose, token)
        except InvalidToken:
            return None

    def _held(
        self, purpose: Purpose, token: str, longest: int = TOO_LONG
    ) -> tuple[str, int, datetime]:
        from itsdangerous import BadData

        if len(token) > longest or not token.isascii() or not _canonical(token):
            raise InvalidToken
        try:
            subject, epoch, expires = self._serializer(purpose).loads(token)
        except BadData as error:
            raise InvalidToken from error
        return subject, epoch, datetime.fromtimestamp(expires, UTC)

    def caller(self, token: str, now: datetime) -> Caller:
        """Return the caller of a bearer token or a session: a participant or a member of staff.

        Raises InvalidToken or ExpiredToken.
        """
        for purpose in (Purpose.PERSONAL, Purpose.SESSION, Purpose.STAFF):
            try:
                subject, epoch = self.read(purpose, token, now)
            except ExpiredToken:
                raise
            except InvalidToken:
                continue
            return self.caller_of(purpose, subject, epoch)
        raise InvalidToken

    @staticmethod
    def caller_of(purpose: Purpose, subject: str, epoch: int) -> Caller:
        """Return the caller that a token's subject and epoch name."""
        person_id, number = numbered(subject)
        session = None if purpose is Purpose.PERSONAL else number
        return Caller(person_id, epoch, purpose is Purpose.STAFF, session=session)

    def short_codes(self, purpose: Purpose, subject: str) -> list[str]:
        """Return codes of six characters to type, the newest key's first.

        They are short: only for what is open for hours.
        """
        return [_short(f"{key}.{purpose.value}", subject) for key in self._keys]

    def hide(self, kind: str, subject: str) -> str:
        """Return the id of what is kept about a subject, which nobody can tell from it.

        That is its kind, a dash, and 32 hexadecimal digits; new keys make other ids.
        """
        import hashlib
        import hmac

        said = f"{kind}\n{subject}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(f"{self._keys[0]}.hidden".encode(), said, hashlib.sha256)
        return owned(kind, digest.hex()[:32])

    def shown(self, before: str, now: datetime) -> str:
        """Return what a form carries to say when it was first shown: as `before`, if that is so."""
        at = str(int(now.timestamp()))
        return before if self.shown_at(before) else f"{at}.{self.hide('shown', at)}"

    def shown_at(self, said: str) -> datetime | None:
        """Return when a form was first shown, by what it carries; None if we did not say so."""
        import hmac

        at, _, signed = said.partition(".")
        if not (at.isascii() and at.isdecimal() and len(at) < 12 and signed.isascii()):
            return None
        ours = hmac.compare_digest(signed, self.hide("shown", at))
        return datetime.fromtimestamp(int(at), UTC) if ours else None

    def url(self, path: str, token: str) -> str:
        return f"{self._site}{path}?jeton={token}"

    def _serializer(self, purpose: Purpose) -> "URLSafeSerializer":
        import hashlib

        from itsdangerous import URLSafeSerializer

        return URLSafeSerializer(
            self._keys[::-1],  # itsdangerous signs with the last
            salt=f"brigade.{purpose.value}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )


def with_number(subject: str, number: int) -> str:
    """Return a token's subject with how often it was taken back, if ever, a space between."""
    return f"{subject} {number}" if number else subject


def numbered(subject: str) -> tuple[str, int]:
    """Return a subject that `with_number` made, and its number."""
    name, _, number = subject.partition(" ")
    return name, int(number) if number.isdecimal() else 0


def _canonical(token: str) -> bool:
    """Return whether a token's signature is spelled as we spell it.

    Base64 takes four characters for the last of 32 bytes, and skips what is not of its alphabet.
    """
    from itsdangerous import BadData
    from itsdangerous.encoding import base64_decode, base64_encode

    signature = token.rpartition(".")[2]
    try:
        return base64_encode(base64_decode(signature)).decode() == signature
    except BadData:
        return False


def _short(key: str, subject: str) -> str:
    import hashlib
    import hmac

    digest = hmac.digest(key.encode(), subject.encode(), hashlib.sha256)
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:6])
