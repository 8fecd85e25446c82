"""Slips in an address: domains that people here use, one stroke away from what was typed."""

KNOWN = (
    "gmail.com",
    "hotmail.com",
    "hotmail.ca",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "live.ca",
    "live.com",
    "live.fr",
    "msn.com",
    "yahoo.ca",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "me.com",
    "mac.com",
    "videotron.ca",
    "videotron.qc.ca",
    "sympatico.ca",
    "bell.net",
    "cgocable.ca",
    "cogeco.ca",
    "telus.net",
    "xplornet.com",
    "protonmail.com",
    "proton.me",
)
"""Domains of mailboxes in Québec, the likeliest first."""

OTHERS = {"mail.com", "email.com", "ymail.com", "zmail.com"}
"""Domains that look like those, and are none of them."""

SHORTEST = 5
"""Letters of a domain's name below which one stroke makes too many others (« love », « live »)."""

NO_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com"} | {
    "comm": "com",
    "coml": "com",
    "c": "ca",
    "cca": "ca",
    "nte": "net",
    "ent": "net",
    "ogr": "org",
    "rog": "org",
}
"""Endings that do not exist, and what was meant."""

RARE_ENDINGS = {"co": "com", "cm": "com", "om": "com"}
"""Endings that exist, but not of the domains that people here use."""

ENDINGS = {known.rpartition(".")[2] for known in KNOWN}

ONLY = {
    "gmail": "gmail.com",
    "icloud": "icloud.com",
    "videotron": "videotron.ca",
    "sympatico": "sympatico.ca",
    "cgocable": "cgocable.ca",
    "bell": "bell.net",
}
"""Names that have mailboxes under one ending."""


def meant(address: str) -> str:
    """Return the address that was probably meant, or "" if it looks right."""
    mailbox, _, domain = address.rpartition("@")
    domain = domain.casefold()
    guess = _guess(domain)
    return f"{mailbox}@{guess}" if mailbox and guess not in ("", domain) else ""


def _guess(domain: str) -> str:
    if domain in KNOWN or domain in OTHERS:
        return ""
    bare = domain.removeprefix("www.")
    doubled = next((known for known in KNOWN if _is_doubled(bare, known)), "")
    if doubled or (bare != domain and bare in KNOWN):
        return doubled or bare
    name, _, ending = domain.rpartition(".")
    mended = f"{name}.{NO_ENDINGS.get(ending, ending)}"
    likely = f"{name}.{RARE_ENDINGS.get(ending, NO_ENDINGS.get(ending, ending))}"
    if likely in KNOWN:
        return likely
    near = next((known for known in KNOWN if _near(likely, known)), "")
    return near or _of_only(name) or (mended if mended != domain else "")


def _is_doubled(typed: str, known: str) -> bool:
    """Return whether an ending was typed once more: « gmail.com.com », « hotmailcom.com »."""
    domain, _, ending = typed.rpartition(".")
    glued = known.replace(".", "") if known.index(".") >= SHORTEST else ""
    return ending in ENDINGS and domain in (known, glued)


def _of_only(name: str) -> str:
    """Return the one domain of a name, whatever its ending: « gmail.ca »."""
    return next((domain for only, domain in ONLY.items() if name == only), "")


def _near(typed: str, known: str) -> bool:
    """Return whether a stroke too many, too few, other or swapped lies between the names."""
    name, _, ending = typed.partition(".")
    other, _, its = known.partition(".")
    if ending != its:
        return False
    return _swapped(name, other) or (len(other) >= SHORTEST and _one_stroke(name, other))


def _swapped(one: str, other: str) -> bool:
    """Return whether two letters that follow each other changed places."""
    at = _alike(one, other)
    return one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :] == other


def _one_stroke(one: str, other: str) -> bool:
    """Return whether one letter is other, missing or too many."""
    shorter, longer = sorted((one, other), key=len)
    at = _alike(one, other)
    if len(shorter) == len(longer):
        return one[at + 1 :] == other[at + 1 :]
    return shorter[at:] == longer[at + 1 :]


def _alike(one: str, other: str) -> int:
    """Return how many letters are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
