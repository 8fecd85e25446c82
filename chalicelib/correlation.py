"""What ties each line of a log to the request behind it: from API Gateway to the mail."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("correlation", default="")
"""API Gateway's id of the request that is being answered, or whose message is being handled."""
