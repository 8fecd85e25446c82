"""Themes of ours as a region offers them: as long as its sessions, and saying whose law it is."""

import re
from collections.abc import Mapping
from typing import Any

THEMES = "themes/"
ARTICLE = re.compile(r"^(la |le |les |l’)")
FIRST_SECTION = re.compile(r"^## .*\n", re.MULTILINE)

NOTICE = """
::: attention Cette fiche vient d’ailleurs
Elle a été écrite dans un autre territoire ({territory}). Les lois, les organismes et les prix sont
ceux de là-bas. Ici, les renseignements personnels sont protégés par une autre loi : {law}.
:::
"""


def adapted(
    own: Mapping[str, bytes], said: Mapping[str, bytes], ours: Any, theirs: Any
) -> dict[str, bytes]:
    """Return the themes of ours that are not a region's own, where its settings change them.

    Raises KeyError or TypeError for settings that are not whole yet.
    """
    texts = {
        name: own[name].decode()
        for name in own.keys() - said.keys()
        if name.startswith(THEMES) and name.endswith(".md")
    }
    here = {
        name: _noted(_lasting(each, ours, theirs), ours, theirs) for name, each in texts.items()
    }
    return {name: text.encode() for name, text in here.items() if text != texts[name]}


def law_of(said: Any) -> str:
    """Return the name of a law without its article."""
    return ARTICLE.sub("", said["law"]["name"])


def _lasting(text: str, ours: Any, theirs: Any) -> str:
    """Return a theme whose sessions last as long as all, if they do in ours."""
    usual, here = (f"duration_minutes: {each['session_minutes']}\n" for each in (ours, theirs))
    return text.replace(usual, here, 1)


def _noted(text: str, ours: Any, theirs: Any) -> str:
    """Return a theme that says, where it begins, that its law is not that of the region."""
    law, territory = law_of(ours), ours["law"]["territory"]
    if law == law_of(theirs) or not (law in text or territory in text):
        return text
    notice = NOTICE.format(territory=territory, law=theirs["law"]["name"])
    return FIRST_SECTION.sub(lambda found: found[0] + notice, text, count=1)
