"""What no link of the site and no form of it leads to, and how it comes to be shown."""

from collections.abc import Iterator
from itertools import combinations, islice, product
from string import Formatter

from chalicelib import wiring
from chalicelib.adapters.links import Purpose

from .world import ADMIN, World

Asked = tuple[str, str, dict[str, str]]
"""A request: its method, its path, its fields."""

Parts = dict[str, dict[str, None]]
"""What the parts of addresses were, by name, in the order in which they were met."""

AT_MOST = 4
"""Pages of one address that are looked at so."""

MOST_ASKED = 200
"""Forms that are sent at most to be asked to come back later."""


def filled(place: str, parts: Parts) -> Iterator[str]:
    """Yield addresses of a place, with the last of what its parts were elsewhere."""
    names = [name for _, name, _, _ in Formatter().parse(place) if name]
    values = [list(parts.get(name, {}))[-2:] for name in names]
    for each in islice(product(*values), AT_MOST):
        yield place.format(**dict(zip(names, each, strict=True)))


def leaving_mail() -> Iterator[Asked]:
    """Ask what leads to mails: a member of the team signs in."""
    yield "POST", "/equipe/lien", {"email": ADMIN}


def in_anothers_space(world: World) -> Iterator[Asked]:
    """Open the link of somebody where the space of another is open; try one's own ticket."""
    yield "GET", f"/mon-espace?jeton={world.other}", {}
    yield from at_the_door(world)
    if world.held:
        token = wiring.links().token(Purpose.EVENT_SURVEY, world.held, 0, world.now)
        yield "GET", f"/sondage/evenement?jeton={token}", {}


def at_the_door(world: World) -> Iterator[Asked]:
    """Open what the code of a ticket says: for the team, a name and a button."""
    if world.registration:
        token = wiring.links().token(Purpose.PRESENCE, world.registration, 0, world.now)
        yield "GET", f"/equipe/presences?jeton={token}", {}


def of_the_team(world: World, parts: Parts) -> Iterator[Asked]:
    """Ask for what one compares, or mistypes."""
    yield from at_the_door(world)
    for kept, other in islice(combinations(parts.get("person_id", {}), 2), 1):
        yield "GET", f"/equipe/personnes/{kept}/reunir?avec={other}", {}
    for kind in islice(wiring.templates().mail_texts, 1):
        words = dict.fromkeys(("opening", "texte-opening", "blocks.opening"), "{")
        yield "POST", f"/equipe/textes/{kind}/apercu", words


def at_last(world: World) -> Iterator[Asked]:
    """Open links that hold no more; ask so often that one has to come back later."""
    yield "GET", f"/bilans/{wiring.programme().edition.slug}/apercu?jeton=faux", {}
    often = wiring.programme().limits.address.at_once + 1
    for _ in range(often if often <= MOST_ASKED else 0):
        yield "POST", "/equipe/lien", {"email": ADMIN}
