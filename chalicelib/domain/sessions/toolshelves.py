"""What an adviser advises again and again: tools and next steps that she keeps at hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..documents.documents import Tool

MOST = 20
"""How many tools, and how many steps, one shelf holds; the oldest make room."""


@dataclass(frozen=True)
class Toolshelf:
    """The tools and next steps that a member keeps, under her id, the oldest first.

    Why a tool fits is of one person, and not kept.
    """

    id: str
    tools: tuple[Tool, ...] = ()
    next_steps: tuple[str, ...] = ()
    version: int = 0

    def with_more(self, tools: Iterable[Tool], next_steps: Iterable[str]) -> "Toolshelf":
        """Return the shelf with more on it; a tool of the same name takes the place of one."""
        named = {tool.name: tool for tool in self.tools}
        named |= {tool.name: Tool(tool.name, tool.url) for tool in tools}
        steps = dict.fromkeys((*self.next_steps, *next_steps))
        return self.holding(named.values(), steps)

    def holding(self, tools: Iterable[Tool], next_steps: Iterable[str]) -> "Toolshelf":
        """Return the shelf with these alone."""
        kept = tuple(Tool(tool.name, tool.url) for tool in tools)
        return replace(self, tools=kept[-MOST:], next_steps=tuple(next_steps)[-MOST:])
