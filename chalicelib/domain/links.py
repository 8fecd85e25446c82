"""Whether a text holds an address of a site or of a mailbox, or what programs make a link of.

A stranger's words must not become a link in somebody's mail. Programs make one of any word with a
dot in it that ends as a domain may; so people's names may have dots only as names have them.
"""

import re
import unicodedata

_FULL_STOPS = str.maketrans(dict.fromkeys("。｡․。", "."))
"""What a browser, or a reader, takes for a dot."""

_SCHEME = re.compile(r"\w:\s?[/\\]{1,2}|\bwww\W|\b(?:mailto|tel|javascript|data):")
_MAILBOX = re.compile(r"\S\s?@\s?\S")
_DOTTED = re.compile(r"\w[\w-]*(?:\.[\w-]+)+")
_ENCODED = "xn--"
_OPEN, _CLOSED = r"[\[({<]\s*", r"\s*[\])}>]"
_BRACKETED = re.compile(rf"\s*{_OPEN}\.{_CLOSED}\s*|(?<=\w){_OPEN}(?:dot|point){_CLOSED}(?=\w)")
_AFTER_SPACE = re.compile(r"\s+\.(?=\w)")
_BEFORE_SPACE = re.compile(r"([\w-]+)(\s*)\.\s+(?=(\w+))")
_SAID = re.compile(
    rf"\w(?:\s*{_OPEN}(?:dot|point){_CLOSED}\s*|\s+(?:dot|point)\s+|\s*[·•∙‧・]\s*)(?=(\w+))"
)
"""A dot as people write one that no program is to see: « [.] », « (dot) », « • », or apart."""

TITLES = frozenset(
    {"dr", "dre", "jr", "m", "me", "mgr", "mlle", "mm", "mme", "mr", "mrs", "ms"}
    | {"pr", "pre", "prof", "sr", "st", "ste"}
)
"""Words that people shorten with a dot before a name, some without a space after it."""

ENDINGS = frozenset(
    {"app", "be", "biz", "ca", "ch", "cn", "co", "com", "de", "dev", "edu", "eu", "fr", "gg", "gl"}
    | {"gov", "gy", "in", "info", "io", "is", "it", "jp", "link", "live", "ly", "me", "net", "nl"}
    | {"online", "org", "pl", "quebec", "ru", "shop", "site", "store", "su", "to", "top", "tv"}
    | {"uk", "us", "vip", "ws", "xyz"}
)
"""How domains end that one meets: after an initial or a title, only these make an address."""

NO_NAMES = frozenset(
    {"app", "biz", "ca", "com", "dev", "edu", "eu", "fr", "gov", "info", "io", "net", "online"}
    | {"org", "quebec", "shop", "site", "tv", "uk", "vip", "xyz"}
)
"""Those of them that nobody is called: they make an address where names have a dot or the word."""


def holds_address(text: str) -> bool:
    """Return whether a name has an address in it, be its dot hidden. « J.-P. Roy », « St.Pierre »,
    « J. P. Co », « Dot Roy » have none.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_FULL_STOPS)).casefold()
    plain = plain.translate(_FULL_STOPS)
    if _SCHEME.search(plain) or _MAILBOX.search(plain) or _ENCODED in plain:
        return True
    plain = _AFTER_SPACE.sub(".", _BRACKETED.sub(".", plain))
    if any(found[1] in NO_NAMES for found in _SAID.finditer(plain)):
        return True
    if any(_is_spaced(*found.groups()) for found in _BEFORE_SPACE.finditer(plain)):
        return True
    return any(_is_address(found[0].split(".")) for found in _DOTTED.finditer(plain))


def _is_spaced(word: str, space: str, ending: str) -> bool:
    """Return whether « word. ending » is an address: an initial or a title makes none."""
    if len(word) == 1 or word in TITLES:
        return False
    return ending in (ENDINGS if space else NO_NAMES)


def _is_address(labels: list[str]) -> bool:
    labels = [label.strip("-_") for label in labels if label.strip("-_")]
    if len(labels) < 2:
        return False
    *before, last = labels
    if all(label.isdecimal() for label in labels):
        return len(labels) == 4
    if last in ENDINGS:
        return True
    return len(last) > 1 and not all(len(each) == 1 or each in TITLES for each in before)
