"""What the first view of a page weighs over the wire, with all that it loads."""

import re
from html import unescape

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from chalicelib import wiring
from chalicelib.settings import TEMPLATES
from tests.support.driver import Client
from tests.support.events import EventClient
from tests.support.reports.keeping import keep_first_edition
from tests.support.systems import system_for

MOST = 45_000
FACE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
TAG = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)

system = system_for("module", blank_pages=True)


class Wire:
    """Counts what a browser with an empty cache is sent."""

    def __init__(self, client: Client) -> None:
        self._http = client.http

    def weigh(self, path: str) -> dict[str, int]:
        """Bytes by address: the page, its style sheet, and the pictures and fonts that it needs."""
        page, size = self._sent(path)
        named = re.findall(r'<link rel="(?:icon|stylesheet|preload)"[^>]*?href="([^"]+)"', page)
        sheet = next(name for name in named if name.endswith(".css"))
        style, _ = self._sent(sheet)
        fonts = {f"/static/{name}" for name in _fonts(style, page)}
        pictures = {f"/static/{name}" for name in re.findall(r'url\("([\w.-]+\.svg)"\)', style)}
        needed = {*named, *fonts, *pictures, *re.findall(r'<img[^>]*? src="(/[^"]+)"', page)}
        return {path: size, **{each: self._sent(each)[1] for each in sorted(needed)}}

    def _sent(self, path: str) -> tuple[str, int]:
        read = self._http.get(path)
        assert read.status_code == 200, path
        sent = self._http.get(path, headers={"Accept-Encoding": "gzip"})
        headers = sum(len(f"{name}: {value}\r\n") for name, value in sent.headers)
        return read.data.decode("utf-8", "replace"), headers + len(sent.data)


def _fonts(style: str, page: str) -> set[str]:
    """The fonts that a page needs, regular and bold: for each character, the last that has it."""
    needed = set()
    for weight in ("400", "700"):
        faces = [face for face in FACE.findall(style) if f"font-weight: {weight}" in face]
        for character in {ord(each) for each in unescape(TAG.sub("", page))}:
            found = [face for face in faces if _has(face, character)]
            needed |= {re.findall(r'url\("([^"]+)"\)', face)[0] for face in found[-1:]}
    return needed


def _has(face: str, character: int) -> bool:
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
    return any(int(first, 16) <= character <= int(last or first, 16) for first, last in spans)


def public_pages(client: EventClient) -> list[str]:
    keep_first_edition()
    staff = client.staff("equipe@example.org")
    client.http.set_cookie("brigade_equipe", staff, domain="localhost")
    client.http.post("/equipe/bilans/2021-2022/publication", data={"action": "publier"})
    client.http.delete_cookie("brigade_equipe", domain="localhost")
    event = client.create(public=True, description="Une rencontre *ouverte*. " * 100)
    return [
        "/",
        "/themes",
        *[f"/themes/{slug}" for slug in wiring.themes()],
        "/evenements",
        f"/evenements/{event['id']}",
        f"/evenements/{event['id']}/merci",
        "/bilans",
        "/bilans/2021-2022",
        "/inscription",
        "/inscription/merci",
        "/mon-espace/lien",
        "/confidentialite",
        "/accessibilite",
        "/sondage/merci",
    ]


def test_the_first_view_of_every_public_page_is_light(client: Client) -> None:
    wire = Wire(client)
    weights = {path: wire.weigh(path) for path in public_pages(EventClient(client.system))}
    heavy = {path: parts for path, parts in weights.items() if sum(parts.values()) > MOST}
    assert not heavy


def test_a_font_has_each_character_that_the_style_sheet_loads_it_for() -> None:
    """Else it is loaded for nothing, and a French text is drawn with two typefaces."""
    style = (TEMPLATES / "static/site.css").read_text(encoding="utf-8")
    for face in FACE.findall(style):
        name = re.findall(r'url\("([^"]+)"\)', face)[0]
        if "-french-" not in name:
            continue
        drawn = TTFont(TEMPLATES / "static" / name).getBestCmap()
        assert [hex(each) for each in range(0xFFFF) if _has(face, each) and each not in drawn] == []
        assert set(map(ord, "ÀàÂâÇçÉéÈèÊêËëÎîÏïÔôŒœÙùÛûÜüÆæ«»’…–—€")) <= drawn.keys()
