"""The bodies of the API of what mails say."""

from typing import Annotated, ClassVar

from pydantic import Field

from ..http.bodies import Body
from ..http.fields import Label, ShortLine, Words

MOST_BLOCKS = 40
Blocks = Annotated[dict[str, Words], Field(max_length=MOST_BLOCKS)]


class TriedBody(Body):
    """What is tried: the blocks of a kind of mail by name, as it is said to those of a variant."""

    about: ClassVar[str] = "mail_text"

    blocks: Blocks = Field({})
    variant: ShortLine = ""


class MailTextBody(Body):
    """The blocks of a kind of mail by name: a blank one, or none, says its own words.

    `read` marks the texts that these were begun from.
    """

    about: ClassVar[str] = "mail_text"

    blocks: Blocks
    read: Label | None = None
