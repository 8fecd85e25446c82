"""What the nightly round of retention asks of the table: everything, page after page."""

import json
from functools import partial
from typing import Any

from ..queries import Queries


class RetentionStore(Queries):
    def everything(self, cursor: str) -> tuple[list[Any], str]:
        """Return the next items and the cursor after them, "" at the end.

        It scans the table, a page at each call: at night, never for a request.
        """
        request: dict[str, Any] = {"TableName": self._table}
        if cursor:
            request["ExclusiveStartKey"] = json.loads(cursor)
        page = self._patience.tried(partial(self._client.scan, **request))
        last = page.get("LastEvaluatedKey")
        return self._readable(page["Items"]), json.dumps(last) if last else ""
