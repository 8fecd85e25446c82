"""Forms that may mail somebody are counted before anything is read, whoever the address is."""

from datetime import datetime

from ...domain.errors import TooMany
from ...domain.ids import owned, suffix_of
from ...domain.limits.limits import PARTS, network_of
from ...domain.people.aliases import alias_key
from ...domain.programme import Programme
from ..ports import Hide, LimitStore


def count_form(
    source: str,
    address: str,
    *,
    store: LimitStore,
    programme: Programme,
    hide: Hide,
    now: datetime,
) -> None:
    """Count a form against the limits of its network, of the address it names, and of everybody.

    `source` is where it comes from; `address` as it was typed, "" if none. Neither is kept. Raises
    TooMany, with nothing counted.
    """
    limits, network = programme.limits, hide("network", network_of(source))
    part = int(suffix_of(network), 16) % PARTS
    wanted = {network: limits.network, owned("everywhere", part): limits.one_part}
    if address:
        wanted[hide("address", alias_key(address))] = limits.address
    wait = store.take(wanted, now)
    if wait:
        raise TooMany(wait)
