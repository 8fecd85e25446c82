"""What a recount of figures asks of the table: everybody, page after page."""

import json
from functools import partial
from itertools import batched, chain
from typing import Any

from ...domain.people.participants import Participant
from ...domain.report.figures import figures_id
from . import layout, partitions
from .figures import FigureStore
from .queries import WRITTEN_AT_ONCE


class RecountStore(FigureStore):
    def everybody(self, cursor: str) -> tuple[list[str], str]:
        """Return the ids of the next participants, and the cursor after them, "" at the end.

        It scans the table, a page at each call: for an operator, never for a request.
        """
        sk = layout.LAYOUTS[Participant].sk("")
        request: dict[str, Any] = {
            "TableName": self._table,
            "ProjectionExpression": "id",
            "FilterExpression": "sk = :sk",
            "ExpressionAttributeValues": {":sk": {"S": sk}},
            "ConsistentRead": True,
        }
        if cursor:
            request["ExclusiveStartKey"] = json.loads(cursor)
        page = self._patience.tried(partial(self._client.scan, **request))
        last = page.get("LastEvaluatedKey")
        return [item["id"]["S"] for item in page["Items"]], json.dumps(last) if last else ""

    def counted_people(self, slug: str, limit: int) -> list[str]:
        """Return the ids of those who add to an edition, `limit` at most; from an index."""
        values = {":pk": partitions.counted_people(slug)}
        request = self._request("timeline_pk = :pk", values, index=partitions.TIMELINE)
        request |= {"ProjectionExpression": "timeline_sk", "Limit": limit}
        return [item["timeline_sk"]["S"] for item in self._pages(request, limit)]

    def counted_after(self, slug: str, person_id: str, limit: int) -> list[str]:
        """Return the ids of the next ones after one of them; after "", the first."""
        values = {":pk": partitions.counted_people(slug), ":after": person_id or "!"}
        condition = "timeline_pk = :pk AND timeline_sk > :after"
        request = self._request(condition, values, index=partitions.TIMELINE)
        request |= {"ProjectionExpression": "timeline_sk", "Limit": limit}
        return [item["timeline_sk"]["S"] for item in self._pages(request, limit)]

    def forget_figures(self, slug: str, generation: str) -> None:
        """Delete all that is kept of a generation that no edition names any more."""
        last = figures_id(slug, generation, "")
        places = partitions.accompanied(last), partitions.figures(last)
        asked = (self._request("pk = :pk", {":pk": each}) for each in places)
        for some in batched(chain.from_iterable(map(self._pages, asked)), WRITTEN_AT_ONCE):
            keys = [{"pk": item["pk"], "sk": item["sk"]} for item in some]
            self._write_all([{"DeleteRequest": {"Key": key}} for key in keys])
