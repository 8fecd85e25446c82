"""What `/openapi.json` says of the site itself."""

from .shapes import PUBLIC, STRING, Route, object_of

ROUTES: tuple[Route, ...] = (
    ("get", "/healthz", "healthz", PUBLIC, None, 200, object_of(status=STRING)),
    ("get", "/openapi.json", "openapi", PUBLIC, None, 200, {"type": "object"}),
)
