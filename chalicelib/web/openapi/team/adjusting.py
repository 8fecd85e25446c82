"""What `/openapi.json` says of the settings."""

from ....domain.adjusting.fields import SCHEMA, Group
from ...adjusting.models import SettingsBody, shape_of
from ..shapes import (
    ADMIN,
    BOOL,
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    STRING,
    Route,
    list_of,
    object_of,
    or_null,
)

KEY = {"enum": [*SCHEMA]}
VALUE = {"anyOf": [shape_of(field) for field in SCHEMA.values()]}
SETTINGS = object_of(
    read=INTEGER,
    settings=list_of(
        object_of(
            key=KEY,
            group={"enum": [each.value for each in Group]},
            value=VALUE,
            default=VALUE,
            adjusted=BOOL,
            refused=BOOL,
            changed_at=MAYBE_MOMENT,
            changed_by=or_null(STRING),
        )
    ),
)
CHANGES = object_of(
    changes=list_of(
        object_of(
            number=INTEGER,
            at=MOMENT,
            by=or_null(STRING),
            reason=STRING,
            changed=list_of(object_of(key=STRING, before={}, after={})),
        )
    ),
    next=or_null(STRING),
)

ALL = "/api/v1/staff/settings"

ROUTES: tuple[Route, ...] = (
    ("get", ALL, "get_settings", ADMIN, None, 200, SETTINGS),
    ("patch", ALL, "change_settings", ADMIN, SettingsBody, 200, SETTINGS),
    ("get", f"{ALL}/changes", "list_settings_changes", ADMIN, None, 200, CHANGES),
    ("post", f"{ALL}/changes/{{number}}/undo", "undo_settings_change", ADMIN, None, 200, SETTINGS),
)

QUERIES = {f"{ALL}/changes": ("cursor",)}
