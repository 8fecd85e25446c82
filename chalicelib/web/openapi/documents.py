"""What `/openapi.json` says of themes and of documents."""

from .shapes import MOMENT, PUBLIC, STRING, Route, list_of, object_of

THEME = object_of(slug=STRING, title=STRING, summary=STRING, duration_minutes={"type": "integer"})
DOCUMENT = object_of(id=STRING, title=STRING, theme=STRING, url=STRING, created_at=MOMENT)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/themes", "list_themes", PUBLIC, None, 200, object_of(themes=list_of(THEME))),
)
