"""`python -m infra.relisting stage NAME|data FOLDER`: what `make relist` calls.

For those who were there before the list was, and after a restoration. Harmless if repeated.
"""

import sys
from collections.abc import Callable

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.texts.adjusted_programme import programme_with
from chalicelib.adapters.texts.content import Library
from chalicelib.clock import system_now
from chalicelib.domain.errors import Busy
from chalicelib.domain.unreadable import UnreadableItem
from chalicelib.settings import TEMPLATES
from chalicelib.workflows.adjusting.read_settings import current_adjustments
from chalicelib.workflows.demand.recount_demand import recount_demand
from chalicelib.workflows.directory.keep_listed import list_person
from chalicelib.workflows.directory.place_anew import place_anew
from infra.reaching import UNREACHED, opened


def main(which: str, name: str) -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        with opened(which, name) as new_store:
            listed = relist(new_store)
    except (*UNREACHED, Busy, BotoCoreError, ClientError, KeyboardInterrupt) as error:
        print(f"✗ {str(error) or 'interrupted'}\n  Call it again.", file=sys.stderr)
        return 1
    print(f"✓ {listed} people are listed")
    return 0


def relist(new_store: Callable[[], Store]) -> int:
    """List everybody anew with their mails and sessions; return how many they are.

    Who cannot be read is named.
    """
    listed, cursor = 0, ""
    adjustments = current_adjustments(store=new_store())
    programme = programme_with(TEMPLATES / "programme.toml", adjustments)
    while True:
        people, cursor = new_store().everybody(cursor)
        for each in people:
            try:
                list_person(
                    each, anew=True, store=new_store(), programme=programme, now=system_now()
                )
                place_anew(each, store=new_store())
                listed += 1
            except UnreadableItem as error:
                print(f"✗ {error} cannot be read: mend it (docs/operations/alarms.md)")
        if not cursor:
            recount_demand(Library(TEMPLATES / "themes").themes(), store=new_store())
            return listed
        print(f"… {listed}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
