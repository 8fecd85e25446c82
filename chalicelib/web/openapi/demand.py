"""What `/openapi.json` says of which themes people want."""

from .shapes import INTEGER, MAYBE_MOMENT, STAFF, STRING, Route, list_of, object_of

DEMAND = object_of(
    themes=list_of(
        object_of(
            slug=STRING, asked=INTEGER, waiting=INTEGER, free=INTEGER, next_free_at=MAYBE_MOMENT
        )
    )
)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/demand", "get_demand", STAFF, None, 200, DEMAND),
)
