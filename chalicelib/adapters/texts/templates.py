"""The Jinja environment of pages and mails: escaped, strict about names, fed plain values.

Templates see `WORDS`: what `words.toml` says of the members of each enumeration.
"""

import re
import secrets
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain.addresses import link_to
from ...domain.receipts import FORM_KEY
from .french import French
from .mail_texts_file import read_mail_texts
from .subjects import about
from .typography import french as typeset

if TYPE_CHECKING:
    from jinja2 import Environment

    from ...domain.programme import Programme


SPOKEN = ("session_minutes", "meeting_minutes", "share_with", "adviser")
"""The « {placeholders} » of `words.toml`."""


def _spoken(programme: "Programme", adviser: str) -> dict[str, str]:
    """Return what stands for each of them; `adviser` is the label of that role."""
    lasts, met = str(programme.session_minutes), str(programme.meeting_minutes)
    said = (lasts, met, programme.words.share_with, adviser[:1].lower() + adviser[1:])
    return dict(zip(SPOKEN, said, strict=True))


def _said(text: str, spoken: Mapping[str, str]) -> str:
    for name, words in spoken.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def form_key() -> Any:
    """Return the hidden field by which a form that is sent twice is carried out once."""
    from markupsafe import Markup

    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(FORM_KEY, secrets.token_hex(10))


class Templates:
    """Renders the templates under `folder`. HTML is always escaped; `.txt` is plain text.

    `shared` is what every template sees. By the programme in it, `words.toml` says what a region
    calls its own consents, and how long things last there.
    """

    def __init__(
        self,
        folder: Path,
        french: French,
        shared: dict[str, Any],
    ) -> None:
        self._folder, self.french, self._shared = folder, french, shared

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(
            loader=FileSystemLoader(self._folder),
            autoescape=lambda name: name is None or not name.endswith(".txt"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            day=self.french.day,
            short_day=self.french.short_day,
            clock=self.french.clock,
            near_day=self.french.near_day,
            how_soon=self.french.how_soon,
            zone=self.french.zone_name,
            about=about,
            mail_link=link_to,
        )
        environment.globals.update(self._shared, WORDS=self.words, form_key=form_key)
        return environment

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What `words.toml` says of each enumeration's members: table → member → words."""
        said = tomllib.loads((self._folder / "words.toml").read_text(encoding="utf-8"))
        spoken: dict[str, str] = {}
        if programme := self._shared.get("programme"):
            labels = {each.purpose: each.label for each in programme.consents if each.label}
            said["purpose"] = {**said.get("purpose", {}), **labels}
            spoken = _spoken(programme, said["role"]["adviser"])
        return {
            table: {key: typeset(_said(text, spoken)) for key, text in said[table].items()}
            for table in said
        }

    @cached_property
    def mail_texts(self) -> dict[str, dict[str, str]]:
        """What each kind of mail says, in the words that it comes with: kind → block → words."""
        return read_mail_texts(self._folder / "emails" / "texts")

    def ensure_read(self) -> None:
        """Read the words of pages and mails. Raises OSError, ValueError or TypeError."""
        if not (self.words and self.mail_texts):
            raise ValueError("words.toml or emails/texts: nothing is said")

    @property
    def site(self) -> str:
        return str(self._shared["site"])

    def markdown(self, text: str, under: int = 2) -> Any:
        """Return Markdown that people wrote, as HTML that is safe to place under a heading."""
        from markupsafe import Markup

        from .markdown import notes_html

        return Markup(notes_html(text, under))  # noqa: S704 - no raw HTML comes through

    def render(self, name: str, **values: Any) -> str:
        return self._environment.get_template(name).render(values)

    def module(self, name: str, **values: Any) -> Any:
        """Return what a template sets, by name."""
        return self._environment.get_template(name).make_module(values)

    def block(self, name: str, block: str, **values: Any) -> str:
        """Render one block of a template on one line, such as a mail's subject."""
        template = self._environment.get_template(name)
        context = template.new_context(values)
        # As far as the first words: a template that extends another has its blocks from then on.
        next(iter(template.root_render_func(context)), None)
        text = "".join(context.blocks[block][0](context))
        return re.sub(r"[ \t\r\n]+", " ", text).strip()
