"""What the names of domains answer."""

from collections.abc import Callable, Iterable

Names = Callable[[str, str], list[str]]
"""Takes a name and a type of record; returns its values, if there are any. Raises NamesSilent."""

PATIENCE = 5.0
"""Seconds for one answer."""


class NamesSilent(OSError):
    """No server of names answered."""


def asked_of_system(name: str, kind: str) -> list[str]:
    """Ask the servers of names that this machine uses."""
    from dns.exception import DNSException
    from dns.rdtypes.txtbase import TXTBase
    from dns.resolver import NXDOMAIN, NoAnswer, resolve

    try:
        answers = list(resolve(name, kind, lifetime=PATIENCE))
    except (NXDOMAIN, NoAnswer):
        return []
    except DNSException as error:
        raise NamesSilent(f"{name} ({kind}): {error}") from None
    return [
        b"".join(each.strings).decode(errors="replace") if isinstance(each, TXTBase) else str(each)
        for each in answers
    ]


def without_mail(addresses: Iterable[str], names: Names) -> list[str]:
    """Return the addresses whose domain takes no mail."""
    asked = list(dict.fromkeys(addresses))
    takes = {domain: _takes_mail(domain, names) for domain in map(domain_of, asked)}
    return [address for address in asked if not takes[domain_of(address)]]


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def targets(name: str, kind: str, names: Names) -> set[str]:
    """Return what a name points to, without the dot that ends it."""
    return {value.lower().rstrip(".") for value in names(name, kind)}


def _takes_mail(domain: str, names: Names) -> bool:
    """Return whether there is a server; "0 ." says that there is none (RFC 7505)."""
    return any(value.split()[-1] != "." for value in names(domain, "MX"))
