"""The spellings of one mailbox, folded into one: never to tell who somebody is.

They are for budgets, and for what is taken out of a text with somebody erased.

Two people may be taken for one here, and the worst of it is that they share what may be sent to
them before they prove their address.
"""

import unicodedata

WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})
"""Where dots before the « @ » change nothing."""

SAME = {"googlemail.com": "gmail.com"}
_FULL_STOPS = str.maketrans(dict.fromkeys("。．｡", "."))
"""What stands for a dot in a name of the Internet."""

_ENCODED = "xn--"


def alias_key(address: str) -> str:
    """Return what all spellings of a mailbox have in common; "" for nothing but spaces.

    Capitals, wide letters and accents typed in two ways are folded, the domain is read as it is
    written in its own script, what follows a plus sign is left out, and so are Gmail's dots.
    """
    local, at, domain = _folded(address).rpartition("@")
    if not at:
        return domain
    domain = ".".join(map(_own_script, domain.strip(".").split(".")))
    if domain in WITHOUT_DOTS:
        local = local.replace(".", "")
    return f"{local.partition('+')[0] or local}@{SAME.get(domain, domain)}"


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_FULL_STOPS))
    return unicodedata.normalize("NFKC", plain.casefold()).strip()


def _own_script(label: str) -> str:
    """Return a part of a domain as people write it, whichever way it came."""
    if not label.startswith(_ENCODED):
        return label
    try:
        return _folded(label.removeprefix(_ENCODED).encode("ascii").decode("punycode"))
    except UnicodeError:
        return label
