"""`python -m infra.recounting stage NAME|data FOLDER [EDITION]`: what `make recount` calls.

The edition under way, without another. Interrupted, it goes on from the last people it counted.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.texts.adjusted_programme import programme_with
from chalicelib.domain.errors import Busy, NotFound, Stale
from chalicelib.domain.programme import Programme
from chalicelib.domain.unreadable import UnreadableItem
from chalicelib.settings import TEMPLATES
from chalicelib.workflows.adjusting.read_settings import current_adjustments
from chalicelib.workflows.report.recount import finish, walk_on
from infra.reaching import UNREACHED, opened

NAMED_AT_MOST = 50


def main(which: str, name: str, slug: str = "") -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        with opened(which, name) as new_store:
            programme = programme_of(new_store())
            recount(slug or programme.edition.slug, new_store, programme)
    except NotFound:
        print(f"✗ no edition {slug!r} is counted: it was imported, or never was", file=sys.stderr)
        return 1
    except UnreadableItem as error:
        print(f"✗ {error} cannot be read: mend it (docs/operations/alarms.md)", file=sys.stderr)
        return 1
    except (*UNREACHED, Busy, Stale, BotoCoreError, ClientError, KeyboardInterrupt) as error:
        print(f"✗ {str(error) or 'interrupted'}\n  Call it again: it goes on.", file=sys.stderr)
        return 1
    return 0


def programme_of(store: Store) -> Programme:
    """Return the programme as the site has it: an admin may have changed the edition's days."""
    return programme_with(TEMPLATES / "programme.toml", current_adjustments(store=store))


def recount(slug: str, new_store: Callable[[], Store], programme: Programme) -> None:
    """Count everybody anew, say what was wrong, and show the new figures. Raises NotFound."""
    told = 0
    while not (
        walk := walk_on(slug, store=new_store(), programme=programme, now=datetime.now(UTC))
    ).walked:
        if walk.counted > told:
            told = walk.counted
            print(f"… {told}", flush=True)
    found = finish(slug, store=new_store(), programme=programme)
    for each in found.differences[:NAMED_AT_MOST]:
        print(f"≠ {each.counter}: {each.shown} was shown, {each.recounted} is true")
    more = len(found.differences) - NAMED_AT_MOST
    if more > 0:
        print(f"≠ and {more} more")
    wrong = f"{len(found.differences)} counters were wrong" if found.differences else "all equal"
    print(f"✓ {slug}: {found.people} people counted, {wrong}; the new figures are shown")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
