"""What a container of the API function does before its first request."""

import app
from chalicelib import wiring

handler = app.app
dynamodb = wiring.client("dynamodb")
