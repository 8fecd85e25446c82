"""How schemathesis sends an archive: as the bytes that it made up."""

from typing import Any

import schemathesis


@schemathesis.serializer("application/zip")  # type: ignore[untyped-decorator]
def archive(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Return the body of a request for an archive."""
    return value if isinstance(value, bytes) else str(value).encode()
