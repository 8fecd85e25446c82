"""Subjects of mails about an event, on one short line: the news, the event, the day."""

LONGEST = 78
"""Characters of a subject: what a list of mails shows, and one line of a header."""


def about(what: str, title: str, when: str = "") -> str:
    """Return « Place confirmée : Cohorte sur la découvrabilité, le mardi 8 décembre »."""
    before, after = f"{what}\u00a0: ", f", {when}" if when else ""
    return before + cut(title, LONGEST - len(before) - len(after)) + after


def cut(text: str, longest: int) -> str:
    """Return the first words of a text that fit, with « … » where some are left out."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return kept.rstrip(" ,;:–-\u00a0«(") + "…"
