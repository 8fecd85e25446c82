"""The forms of a page, and what somebody would send by them: nothing, then something."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser

PERSON = "camille@example.org"
FIELDS = {"input", "select", "textarea", "button"}
LEAVING = ("effac", "annul", "retir", "supprim", "deconnexion", "pas-moi", "desabonn", "quitter")
"""Words in the addresses of forms that take something away: they are sent last."""

Fields = list[tuple[str, str]]


CSV = "prenom,nom,courriel\nAndrée,Exemple,andree@example.org\nRené,Exemple,rene@example.org\n"
"""What is given where a file is asked for."""


@dataclass
class Form:
    """A form; `blank` is what it sends as it is, `typed` once it is filled in, `files` too.

    `button` is the one of its buttons that is pressed, if not the first; `asks` if it asks for a
    page, by its address.
    """

    action: str
    blank: Fields = field(default_factory=list)
    typed: Fields = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    button: tuple[str, str] = ("", "")
    asks: bool = False

    @property
    def leaves(self) -> bool:
        return any(word in self.action for word in LEAVING)


class Forms(HTMLParser):
    """Finds the forms of a page; each kind of field is filled in with something plausible."""

    def __init__(self, html: str, today: date) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._typed = {
            "email": PERSON,
            "tel": "450 555-0123",
            "date": today.isoformat(),
            "time": "09:00",
            "datetime-local": f"{today + timedelta(days=6)}T09:00",
            "number": "1",
            "url": "https://example.org",
        }
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            asks = said.get("method", "").lower() != "post"
            self._form = Form(said.get("action", ""), asks=asks)
            self.found.append(self._form)
        elif self._form and "formaction" in said:
            self._press(self._form, said.get("name", ""), said.get("value", ""), said["formaction"])
        elif self._form and tag in FIELDS and said.get("name"):
            self._field(self._form, tag, said)
        elif self._form and tag == "option" and self._select and said.get("value"):
            self._form.typed.append((self._select, said["value"]))
            self._select = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _press(self, form: Form, name: str, value: str, action: str) -> None:
        """Keep another way to send a form: its fields are those of the form, to its end."""
        pressed = (name, value)
        self.found.append(Form(action, form.blank, form.typed, form.files, pressed, form.asks))

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, kind, value = said["name"], said.get("type", "text"), said.get("value", "")
        if tag == "select":
            self._select = name
        elif kind == "hidden":
            form.blank.append((name, value))
            form.typed.append((name, value))
        elif kind in {"radio", "checkbox", "submit"} or tag == "button":
            if all(name != other for other, _ in form.typed):
                form.typed.append((name, value or "on"))
            elif kind == "submit" or tag == "button":
                self._press(form, name, value, form.action)
        elif kind == "file":
            form.files.append(name)
        else:
            form.typed.append((name, value or self._typed.get(kind, "Essai")))
