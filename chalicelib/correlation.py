"""The id that ties each line of the log to the request behind it, from API Gateway to the mail."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("correlation", default="")
"""API Gateway's id of the request being answered, or of the one behind the record being handled."""
