"""Whether a refusal speaks of the address itself: another mail would meet the same."""

import re

ADDRESS = re.compile(r"5\.1\.(?![78]$)\d+|5\.2\.1")
"""Enhanced codes that do (RFC 3463); 5.1.7 and 5.1.8 speak of the sender's."""

ADDRESS_CODES = ("550", "551", "553")
"""Answers that do, from a server without enhanced codes (RFC 5321, section 4.2.3)."""

_ENHANCED = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_CODE = re.compile(r"(?<![\d.])5\d\d(?![\d.])")
_OF_CONTENT = re.compile(r"end of (message )?data", re.IGNORECASE)
"""How Exim and Postfix say that the address was taken, and what was sent refused."""

_TOO_MANY = re.compile(
    r"5\.4\.5|quota\s*exceeded\s*exception|(sending|daily|hourly|message|rate)\W+(limit|quota)"
    r"|too many (messages|mails|e-?mails|recipients)",
    re.IGNORECASE,
)
"""How providers say « not so many » as if it were for ever: Google, Microsoft, hosts of cPanel."""


def speaks_of_pace(why: str) -> bool:
    """Return whether a refusal says that too many mails left lately: later they will be taken."""
    return _TOO_MANY.search(why) is not None


def speaks_of_address(why: str) -> bool:
    """Return what a server's answer says, by its enhanced code or else by its code."""
    if enhanced := _ENHANCED.search(why):
        return ADDRESS.fullmatch(enhanced[0]) is not None
    code = _CODE.search(why)
    return code is not None and code[0] in ADDRESS_CODES and not _OF_CONTENT.search(why)


def speaks_of_address_by(status: str, why: str) -> bool:
    """Return the same of a status with the answer that it sums up, if it says anything."""
    says_nothing = status in ("", "5.0.0") and why
    return speaks_of_address(why if says_nothing else status)
