"""The list of those who were erased tells people without an address by their ids alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.adapters.erased_marks import Erased, ErasedMarks

NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)


def test_who_has_no_address_is_not_erased_with_another_who_had_none() -> None:
    no_client: Any = None
    marks = ErasedMarks(no_client, "bucket", "k" * 32)
    at = {marks.of_address(each): NOW for each in ("", "rose@example.org")}
    erased = Erased(marks, {marks.of_person("p1")}, at)
    before = NOW - timedelta(days=1)
    assert erased.had("rose@example.org", before)
    assert not erased.had("", before)
    assert erased.has("p1")
    assert not erased.has("p2")
