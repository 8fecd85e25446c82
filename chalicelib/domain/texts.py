"""What a person may type: any script, accents and emoji, but nothing invisible or misleading."""

import re
import unicodedata

# Marks that make text look other than it is written (Unicode TR 36).
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"  # tags: only in a flag
)
_CONTROLS = ("Cc", "Cs", "Co", "Zl", "Zp")
_JOINERS = ("\u200c", "\u200d")
_LINK = re.compile(r"://|\bwww\.|=\?", re.IGNORECASE)


_ENDLESS = re.compile(r"\S{300}")
_NESTED = re.compile(r"^\s*(?:[-*+>]\s*|\d+[.)]\s+){5}", re.MULTILINE)


class BadText(ValueError):
    """Text that is refused; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def one_line(text: str) -> str:
    """Return a name or a short text: trimmed, inner spaces folded, composed (NFC).

    Raises BadText for control characters, line breaks, invisible or direction marks.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if _INVISIBLE.search(text) or _stray_joiner(text):
        raise BadText("invisible_character")
    _refuse_controls(text, allowed="")
    return " ".join(text.split())


def name(text: str) -> str:
    """Return a person's name: one line with no web address in it, as it goes into mails.

    Raises BadText.
    """
    text = one_line(text)
    if _LINK.search(text):
        raise BadText("no_links")
    return text


def paragraphs(text: str) -> str:
    """Return a longer text: line breaks kept, invisible marks that pasting leaves dropped.

    Raises BadText for control characters and direction marks.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_controls(text, allowed="\n\t")
    return text


def notes(text: str) -> str:
    """Return Markdown of which a page can be made in seconds.

    Raises BadText, with the code "too_complex" for what takes a renderer minutes or hundreds of
    megabytes: endless words, hundreds of lines or cells, deep nesting.
    """
    text = paragraphs(text)
    marks = max(text.count(mark) for mark in "|[`>")
    if text.count("\n") > 400 or marks > 200 or _ENDLESS.search(text) or _NESTED.search(text):
        raise BadText("too_complex")
    return text


def _refuse_controls(text: str, allowed: str) -> None:
    if _BIDI.search(text):
        raise BadText("direction_character")
    if any(unicodedata.category(c) in _CONTROLS and c not in allowed for c in text):
        raise BadText("control_character")


def _stray_joiner(text: str) -> bool:
    """Return whether a zero-width joiner stands where it joins nothing.

    It is right inside an emoji or between letters of a joining script.
    """
    for position, character in enumerate(text):
        if character in _JOINERS:
            before, after = text[position - 1 : position], text[position + 1 : position + 2]
            if not (_joins(before) and _joins(after)):
                return True
    return False


def _joins(character: str) -> bool:
    """Return whether it is a symbol, an emoji's modifier or a letter of a joining script."""
    if not character:
        return False
    category = unicodedata.category(character)
    return category in ("So", "Sk", "Mn", "Mc", "Lo") or character == "↔"
