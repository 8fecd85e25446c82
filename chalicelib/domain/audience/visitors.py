"""Who looks, as far as it is known: not a program, and the same today or not."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .days import end_of_day

SALT = "salt"
"""The id of the only salt: that of another day cannot stand beside it."""

BROWSERS = ("Mozilla/", "Opera/")
"""How every browser's name begins, and hardly any program's."""

PROGRAMS = (
    "archiver",
    "barracuda",
    "bot",
    "compatible;",
    "crawl",
    "curl",
    "embedly",
    "externalhit",
    "fetch",
    "headless",
    "http:",
    "https:",
    "imageproxy",
    "java/",
    "lighthouse",
    "mailproxy",
    "mimecast",
    "monitor",
    "pagespeed",
    "phantomjs",
    "pingdom",
    "playwright",
    "preview",
    "proofpoint",
    "puppeteer",
    "python",
    "safelinks",
    "scan",
    "selenium",
    "slurp",
    "spider",
    "uptime",
    "validator",
    "wget",
    "whatsapp/",
)
"""Words in the names of programs that call themselves browsers: search engines, previews of links,
scanners of mails, watchers. Most give the address of a page that explains them."""

NOT_A_PROGRAM = ("cubot",)
"""Telephones whose make has such a word in it."""


def is_browser(agent: str) -> bool:
    """Tell whether a `User-Agent` is that of a browser in which somebody reads."""
    name = agent.lower()
    for make in NOT_A_PROGRAM:
        name = name.replace(make, "")
    return agent.startswith(BROWSERS) and not any(word in name for word in PROGRAMS)


@dataclass(frozen=True)
class Visitor:
    """What tells two visitors apart: in memory alone, while a view is counted."""

    address: str
    agent: str


@dataclass(frozen=True)
class AudienceSalt:
    """What makes the day's visitors unrecognisable: random (`secret`, in hexadecimal).

    It ends with its day, and is then replaced or deleted, whichever comes first.
    """

    id: str
    secret: str
    expires_at: datetime
    version: int = 0

    def lasts(self, now: datetime) -> bool:
        return now < self.expires_at

    def hidden(self, visitor: Visitor) -> str:
        """Return what stands for a visitor today: once the salt is gone, nobody can tell whom."""
        said = f"{visitor.address}\n{visitor.agent}".encode()
        return hmac.digest(bytes.fromhex(self.secret), said, "sha256").hex()


@dataclass(frozen=True)
class Seen:
    """That a visitor was here today. `id` is what the day's salt makes of them.

    `newcomer`: counted as new this week.
    """

    id: str
    expires_at: datetime
    newcomer: bool = False
    version: int = 0


def salt_of_today(
    held: AudienceSalt | None, now: datetime, zone: str, new_secret: Callable[[], str]
) -> AudienceSalt:
    """Return the salt that is held, or another in its place if its day is over."""
    if held is not None and held.lasts(now):
        return held
    version = held.version if held else 0
    return AudienceSalt(SALT, new_secret(), end_of_day(now, zone), version)
