"""How sending a message fails, as its queue is told."""

from ...domain.mail.messages import Message


class MessageFailed(Exception):
    """A message was given up. Its record fails until it is a dead letter: a person has to look."""

    def __init__(self, message: Message) -> None:
        super().__init__(f"{message.kind.value}: {message.reason}")
        self.message = message


class StillFailed(MessageFailed):
    """The message was given up before, for a reason that another try would not mend."""


class NotComposed(Exception):
    """A mail could not be composed; like one that SES did not take, it is tried again later.

    `message` is as it is now; `error` is why.
    """

    def __init__(self, message: Message, error: Exception) -> None:
        super().__init__(message.kind.value)
        self.message, self.error = message, error
