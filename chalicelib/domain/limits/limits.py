"""The limits of a stage, as `templates/programme.toml` sets them, and whom each one is for."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from .budgets import Limit

PARTS = 8
"""Budgets among which the one of everybody is shared, by network: no item is everybody's."""


@dataclass(frozen=True)
class Limits:
    """How often forms may ask for mails, and how often mails that nobody proved to want may leave.

    Of forms: from one `network`, for one `address`, from `everywhere`. Of mails to an address that
    nobody has proven: one in `first_mail_every`, at most `first_mails` in thirty days, and
    `first_mails_in_all`. `by_form`: mails that forms cause to somebody who is known; `sign_ins`:
    those with which one member of the team signs in. `unproven_events`: what forms may ask for, of
    what is to come, for an address that nobody has proven. `shortest_form` is the least time that
    somebody takes to fill in a form.
    """

    network: Limit
    address: Limit
    everywhere: Limit
    first_mail_every: timedelta
    first_mails: int
    first_mails_in_all: Limit
    by_form: Limit
    sign_ins: Limit
    shortest_form: timedelta
    unproven_events: int

    @property
    def one_part(self) -> Limit:
        """The part of what is for everywhere that the networks of one part share."""
        whole = self.everywhere
        return Limit(max(whole.times // PARTS, 1), whole.within, max(whole.at_once // PARTS, 1))


def network_of(source: str) -> str:
    """Return the network that an address of the Internet is in: of IPv6, its first 64 bits.

    A home or a telephone has as many addresses of IPv6 as it likes, all in one such network.
    """
    try:
        address = ip_address(source.partition("%")[0])
    except ValueError:
        return source
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"
