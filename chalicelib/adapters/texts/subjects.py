"""Subjects of mails about an event: what it is, which event, when; on one short line."""

LONGEST = 78
"""Characters of a subject: what a list of mails shows, and one line of a header."""


def about(what: str, title: str, when: str = "") -> str:
    """« Place confirmée : Cohorte sur la découvrabilité, le mardi 8 décembre »."""
    before, after = f"{what}\u00a0: ", f", {when}" if when else ""
    return before + cut(title, LONGEST - len(before) - len(after)) + after


def cut(text: str, longest: int) -> str:
    """The first words of a text that fit, with « … » where some are left out."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return kept.rstrip(" ,;:–-\u00a0«(") + "…"
