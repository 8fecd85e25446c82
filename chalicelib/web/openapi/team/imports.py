"""What `/openapi.json` says of imports."""

from ..shapes import ADMIN, ARCHIVE, INTEGER, STRING, Route, object_of

MISTAKE = object_of(file=STRING, line=INTEGER, column=STRING, code=STRING, message=STRING)
MISTAKE["properties"]["correction"] = {
    **STRING,
    "description": "What the cell certainly means, where that is certain",
}
CHANGES = object_of(created=INTEGER, changed=INTEGER, unchanged=INTEGER, removed=INTEGER)
IMPORTED = object_of(edition=STRING, counts={"type": "object", "additionalProperties": CHANGES})

IMPORTS = "/api/v1/staff/imports"

ROUTES: tuple[Route, ...] = (
    ("post", IMPORTS, "import_edition", ADMIN, ARCHIVE, 201, IMPORTED),
    ("post", f"{IMPORTS}/corrected", "correct_edition", ADMIN, ARCHIVE, 200, ARCHIVE),
    ("get", f"{IMPORTS}/{{edition}}", "export_edition", ADMIN, None, 200, ARCHIVE),
)
