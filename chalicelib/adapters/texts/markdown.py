"""Markdown made into safe HTML: the themes' texts, and advisers' notes."""

import re
import unicodedata
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from .callouts import CALLOUTS
from .plain_text import PlainText
from .typography import french

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

LEVELS = ("emergent", "operationnel")
"""The levels that a passage may be written for, in the order of the files."""

LONGEST_WORD = 60
"""Characters: what is longer is no word of a language, and takes minutes to hyphenate."""

WEB_LINK = re.compile(r"(?:https?://|mailto:(?!.*[?,;%]))(.+?)/?$", re.IGNORECASE | re.DOTALL)
"""A link that is allowed; its group is the part of the address that is printed.

One that begins a mail says to whom, and no more: not what it says, nor who has a copy.
"""


def theme_html(text: str, level: str = LEVELS[0]) -> str:
    """Return a theme's text as HTML: sections are h2, with ids; in a pair, `level` comes first.

    A figure's address stays as the file has it, relative to the themes' folder.
    """
    return str(_theme_markdown().render(text, {"level": level}))


def parsed(text: str) -> "list[Token]":
    """Return a theme's text as markdown-it tokens, for checks."""
    return _theme_markdown().parse(text, {})


def notes_html(text: str, under: int = 2) -> str:
    """Return an adviser's notes as safe HTML.

    No raw HTML or image, only web links; headings start below the level `under`.
    """
    return str(_notes_markdown().render(text, {"under": under}))


def notes_text(text: str) -> str:
    """Return the notes as plain text: titles on their own lines, links as « texte (adresse) »."""
    page = PlainText()
    for token in _notes_markdown().parse(text, {}):
        page.read(token)
    return page.text


def slug(title: str) -> str:
    """Return a title in plain letters, for addresses and anchors."""
    plain = unicodedata.normalize("NFKD", title.replace("’", "-").lower())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


@cache
def _theme_markdown() -> "MarkdownIt":
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    theme = _markdown().use(front_matter_plugin).use(anchors_plugin, 2, 2, slug_func=slug)
    theme.core.ruler.push("level_first", _level_first)
    theme.core.ruler.push("figures", _figures)
    theme.add_render_rule("figure", _figure)
    return theme


@cache
def _notes_markdown() -> "MarkdownIt":
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

    notes = _markdown(breaks=True).use(gfm_autolink_plugin)
    notes.add_render_rule("text", _text)
    notes.core.ruler.push("images_in_words", _images_in_words)
    notes.core.ruler.push("under", _demote_headings)
    return notes


def _markdown(breaks: bool = False) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    markdown = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table")
    markdown.use(deflist_plugin).use(tasklists_plugin)
    markdown.core.ruler.push("paper", _for_paper)
    markdown.core.ruler.push("french", _in_french)
    for kind in CALLOUTS:
        markdown.use(container_plugin, kind, render=_callout)
    markdown.add_render_rule("html_inline", _task_box)
    return markdown


def _callout(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    if tokens[at].nesting < 0:
        return "</div>\n"
    kind, _, title = tokens[at].info.strip().partition(" ")
    label = f'<span class="callout-kind">{CALLOUTS[kind]}{"\u00a0:" if title else ""}</span>'
    title = f'<p class="callout-title">{label} {escape(french(title))}</p>'
    return f'<div class="callout callout-{kind}" role="note">\n{title}\n'


def _task_box(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    """Draw the plugin's <input> as a box to tick on paper; with html off, no other HTML is here."""
    done, label = (" done", "Fait") if "checked=" in tokens[at].content else ("", "À cocher")
    return f'<span class="task-box{done}" role="img" aria-label="{label}"></span>'


def _text(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    """Return a text whose endless words are marked: they are broken anywhere, not hyphenated."""
    from markdown_it.common.utils import escapeHtml

    return re.sub(
        rf"[^\s<>]{{{LONGEST_WORD},}}",
        r'<span class="endless">\g<0></span>',
        escapeHtml(tokens[at].content),
    )


def _figure(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    """Return a figure for an image alone in its paragraph; its title is the caption."""
    image = tokens[at]
    caption = escape(french(str(image.attrGet("title") or "")))
    source, description = escape(str(image.attrGet("src"))), escape(french(image.content))
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{source}" alt="{description}">{below}</figure>\n'


def _for_paper(state: "StateCore") -> None:
    """Scope header cells, and make links show where they lead."""
    link: re.Match[str] | None = None
    tokens = [token for block in state.tokens for token in (block, *(block.children or ()))]
    for token, following in pairwise([*tokens, *tokens[-1:]]):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "link_open":
            link = WEB_LINK.match(state.md.normalizeLinkText(str(token.attrGet("href"))))
            if link and not following.content.rstrip("/").endswith(link[1]):
                token.attrSet("data-address", link[1])
        token.hidden |= token.tag == "a" and link is None


def _in_french(state: "StateCore") -> None:
    """Set no-break spaces and the apostrophe as typographers do, except in code."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = french(token.content)


def _level_first(state: "StateCore") -> None:
    """In a pair of passages, put the one of the reader's level first."""
    first, second = (f"container_{level}" for level in LEVELS)
    if state.env.get("level") != LEVELS[1]:
        return
    tokens, at = state.tokens, 0
    while at < len(tokens):
        if tokens[at].type == f"{first}_open":
            middle = _closing(tokens, at)
            if middle < len(tokens) and tokens[middle].type == f"{second}_open":
                end = _closing(tokens, middle)
                tokens[at:end] = tokens[middle:end] + tokens[at:middle]
                at = end
                continue
        at += 1


def _closing(tokens: list["Token"], at: int) -> int:
    """Return the index behind the end of the passage that opens at `at`."""
    name = tokens[at].type.removesuffix("_open")
    return next(n for n in range(at, len(tokens)) if tokens[n].type == f"{name}_close") + 1


def _figures(state: "StateCore") -> None:
    """Make a figure of each paragraph that is one image."""
    for at, token in enumerate(state.tokens):
        children = token.children or []
        if token.type == "inline" and len(children) == 1 and children[0].type == "image":
            figure = children[0]
            figure.type, figure.tag, figure.map = "figure", "", token.map
            state.tokens[at] = figure
            state.tokens[at - 1].hidden = state.tokens[at + 1].hidden = True


def _images_in_words(state: "StateCore") -> None:
    """Replace images by their descriptions: notes show none."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "image":
                token.type = "text"


def _demote_headings(state: "StateCore") -> None:
    """Demote headings by their depth in the notes, so that no level is skipped."""
    outline: list[str] = []
    for token in state.tokens:
        if token.type == "heading_open":
            outline = [*(tag for tag in outline if tag < token.tag), token.tag]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, state.env.get('under', 2) + len(outline))}"
