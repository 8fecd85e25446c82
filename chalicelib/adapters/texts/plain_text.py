"""Markdown made into plain text, as the text of a mail has it."""

from typing import TYPE_CHECKING

from .callouts import callout_title

if TYPE_CHECKING:
    from markdown_it.token import Token


class PlainText:
    """The text so far.

    Items of a tight list and rows of a table have no blank line between them.
    """

    def __init__(self) -> None:
        self.text = ""
        self._indents: list[str] = []
        self._marker = ""
        self._row: list[str] | None = None
        self._tight = self._after_item = False

    def read(self, token: "Token") -> None:
        self._place(token)
        said = _said(token)
        if said is not None and self._row is not None:
            self._row.append(said)
        elif said is not None:
            self._write(said)

    def _place(self, token: "Token") -> None:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}. " if token.info else "- "
                self._marker = "".join(self._indents) + marker
                self._indents.append(" " * len(marker))
            case "list_item_close":
                self._indents.pop()
                self._marker = ""
            case "paragraph_open" | "heading_open":
                self._tight = token.hidden
            case "tr_open":
                self._row = []
            case "tr_close":
                row, self._row = self._row or [], None
                self._write(" | ".join(row))
                self._tight = self._after_item = True
            case "table_close":
                self._tight = self._after_item = False

    def _write(self, block: str) -> None:
        indent = "".join(self._indents)
        lines = block.replace("\n", f"\n{indent}")
        between = "\n" if self._tight and self._after_item else "\n\n"
        self.text += (between if self.text else "") + (self._marker or indent) + lines
        self._marker, self._after_item = "", bool(self._indents)


def _said(token: "Token") -> str | None:
    """Return the text of a block; None for a block that only holds others."""
    if token.type == "inline":
        return _inline_text(token)
    if token.type in {"fence", "code_block"}:
        return token.content.rstrip("\n")
    opens_callout = token.type.startswith("container_") and token.nesting > 0
    return callout_title(token) if opens_callout else None


def _inline_text(inline: "Token") -> str:
    """Return the text of a paragraph or title; a link's address follows unless it is shown."""
    said = address = ""
    for token in inline.children or ():
        match token.type:
            case "softbreak" | "hardbreak":
                said += "\n"
            case "html_inline":
                said += "☑" if "checked=" in token.content else "☐"
            case "link_open":
                target = str(token.attrGet("href")).removeprefix("mailto:")
                address = f" ({target})" if token.attrGet("data-address") else ""
            case "link_close":
                said += address
            case _:
                said += token.content
    return said
