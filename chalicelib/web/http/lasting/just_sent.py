"""A form that was just sent, kept for an hour in the browser that sent it, signed.

So the page that follows shows the address that was given, and lets one correct it. Nothing in the
answers depends on whether somebody had an address.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from chalice.app import Request, Response

from .... import wiring
from ....adapters.links import Purpose
from ....domain.errors import Unauthenticated
from ....domain.receipts import FORM_KEY
from .. import requests, responses
from ..forms import Fields

LONGEST = 3_800
"""Characters of a cookie that every browser keeps."""

BEFORE = "before"
"""Beside the form's fields: when it was received, then each correction but the last."""
NOT_KEPT = {FORM_KEY, "email_seen", "email_meant", BEFORE}


@dataclass(frozen=True)
class Sent:
    """The fields of a form, and when (UTC) it or its last correction was received."""

    fields: Fields
    at: datetime

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When the form was received, then each correction of it."""
        earlier = self.fields.get(BEFORE, [])
        return (*(datetime.fromtimestamp(float(at), UTC) for at in earlier), self.at)


@dataclass(frozen=True)
class Place:
    """Where a form is kept: a cookie, and the addresses that it is sent to."""

    cookie: str
    path: str

    def led_to(
        self,
        page: str,
        fields: Fields,
        address: str,
        now: datetime,
        before: tuple[datetime, ...] = (),
    ) -> Response:
        """Lead to the page that shows the address; where a form is too long to keep, to it alone.

        `before`: when the form was received, and each correction before `now`.
        """
        kept = {name: values for name, values in fields.items() if name not in NOT_KEPT}
        earlier = {BEFORE: [str(moment.timestamp()) for moment in before]} if before else {}
        told = _sealed({**kept, **earlier, "email": [address]}, now)
        told = told if len(told) <= LONGEST else _sealed({"email": [address]}, now)
        cookie = responses.set_cookie(self.cookie, told, 60 * 60, self.path)
        return responses.redirect(page, [cookie])

    def sent(self, request: Request) -> Sent:
        """Return what this browser has just sent; no fields if it has not."""
        token, now = requests.cookie(request, self.cookie), wiring.now()
        try:
            content, _ = wiring.links().read(Purpose.REGISTERED, token, now, LONGEST)
        except Unauthenticated:
            return Sent({}, now)
        fields, at = json.loads(content)
        return Sent(fields, datetime.fromtimestamp(at, UTC))


def _sealed(fields: Fields, now: datetime) -> str:
    content = json.dumps([fields, now.timestamp()], ensure_ascii=False)
    return wiring.links().token(Purpose.REGISTERED, content, 0, now)
