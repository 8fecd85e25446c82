"""The programme's texts: the theme library, and Markdown made into safe HTML."""

import re
import unicodedata
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from chalicelib.domain.themes import Theme

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

CALLOUTS = {"astuce": "Astuce", "attention": "Attention", "exemple": "Exemple", "avance": "Avancé"}
WEB_LINK = re.compile(r"(?:https?://|mailto:)(.+?)/?$", re.IGNORECASE | re.DOTALL)
"""A link that is allowed, and what of its address is printed."""


class Library:
    """The themes of one folder, a Markdown file each, read once and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._themes: dict[str, Theme] = {}
        self._bodies: dict[str, str] = {}

    def themes(self) -> dict[str, Theme]:
        """By slug, in the order of the titles. Raises ValueError, naming a file that is wrong."""
        if not self._themes:
            found = sorted(map(_theme, self._folder.glob("*.md")), key=lambda t: _slug(t.title))
            self._themes = {theme.slug: theme for theme in found}
        return self._themes

    def body_html(self, slug: str) -> str:
        """The theme's text as HTML: its sections are h2, with ids. Raises KeyError if unknown."""
        if slug not in self._bodies:
            path = self._folder / f"{self.themes()[slug].slug}.md"
            self._bodies[slug] = _theme_markdown().render(path.read_text("utf-8"))
        return self._bodies[slug]


def markdown_to_html(text: str) -> str:
    """An adviser's notes as safe HTML: no raw HTML or image, web links alone, headings from h3."""
    return str(_notes_markdown().render(text))


def _theme(path: Path) -> Theme:
    import yaml  # type: ignore[import-untyped, unused-ignore]

    try:
        # Lazy: reads the first YAML document of the file, which is the front matter.
        fields = next(yaml.safe_load_all(path.read_text("utf-8")), None)
        return Theme(**_checked(fields, path.stem))
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _checked(fields: object, slug: str) -> dict[str, Any]:
    kinds = get_type_hints(Theme) | {"levels": list}
    if not isinstance(fields, dict) or fields.keys() != kinds.keys():
        raise ValueError(f"the front matter must hold exactly {', '.join(kinds)}")
    for name, kind in kinds.items():
        if type(fields[name]) is not kind or not fields[name]:
            raise ValueError(f"{name} must be a {kind.__name__}, not {fields[name]!r}")
    if fields["slug"] != slug:
        raise ValueError(f"the slug {fields['slug']} differs from the file's name")
    return fields | {"levels": tuple(map(str, fields["levels"]))}


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.replace("’", "-").lower())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


@cache
def _theme_markdown() -> "MarkdownIt":
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    return _markdown().use(front_matter_plugin).use(anchors_plugin, 2, 2, slug_func=_slug)


@cache
def _notes_markdown() -> "MarkdownIt":
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

    notes = _markdown(breaks=True).use(gfm_autolink_plugin)
    notes.core.ruler.push("under_h2", _demote_headings)
    return notes


def _markdown(breaks: bool = False) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    markdown = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table")
    markdown.use(deflist_plugin).use(tasklists_plugin).core.ruler.push("paper", _for_paper)
    for kind in CALLOUTS:
        markdown.use(container_plugin, kind, render=_callout)
    markdown.add_render_rule("html_inline", _task_box)
    return markdown


def _callout(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    if tokens[at].nesting < 0:
        return "</div>\n"
    kind, _, title = tokens[at].info.strip().partition(" ")
    label = f'<span class="callout-kind">{CALLOUTS[kind]}{"\u00a0:" if title else ""}</span>'
    title = f'<p class="callout-title">{label} {escape(title)}</p>'
    return f'<div class="callout callout-{kind}" role="note">\n{title}\n'


def _task_box(_: object, tokens: list["Token"], at: int, *__: object) -> str:
    """The plugin's <input> as a box to tick on paper; with html off, no other HTML comes here."""
    done, label = (" done", "Fait") if "checked=" in tokens[at].content else ("", "À cocher")
    return f'<span class="task-box{done}" role="img" aria-label="{label}"></span>'


def _for_paper(state: "StateCore") -> None:
    """Scope header cells, make images their description, and links show where they lead."""
    link: re.Match[str] | None = None
    tokens = [token for block in state.tokens for token in (block, *(block.children or ()))]
    for token, following in pairwise([*tokens, *tokens[-1:]]):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "image":
            token.type = "text"
        elif token.type == "link_open":
            link = WEB_LINK.match(state.md.normalizeLinkText(str(token.attrGet("href"))))
            if link and not following.content.rstrip("/").endswith(link[1]):
                token.attrSet("data-address", link[1])
        token.hidden |= token.tag == "a" and link is None


def _demote_headings(state: "StateCore") -> None:
    """Headings become h3, h4 …, by their depth in the notes, so that no level is skipped."""
    outline: list[str] = []
    for token in state.tokens:
        if token.type == "heading_open":
            outline = [*(tag for tag in outline if tag < token.tag), token.tag]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, 2 + len(outline))}"
