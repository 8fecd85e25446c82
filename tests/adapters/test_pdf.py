import hashlib
import pickle
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from chalicelib.adapters.pdf import DocumentError, PdfRenderer
from chalicelib.domain.documents import Tool, Toolbox
from chalicelib.domain.themes import Theme

ROOT = Path(__file__).parents[2]
LONG = "anticonstitutionnellement" * 8
THEME = Theme(
    slug="decouvrabilite",
    title="Découvrabilité",
    summary="De quoi vous faire trouver.",
    duration_minutes=60,
    edition="2021-2022",
    version=1,
    updated_on=date(2026, 11, 1),
    licence="CC0-1.0",
)
TOOLBOX = Toolbox(
    participant_name="Zoé Őry-Łukasik 李 🎭",
    theme=THEME,
    held_on=date(2027, 3, 9),
    adviser_name="Julie <b>Roy</b> {{ 7 * 7 }}",
    notes=(
        "## Constat\n\nVotre **nom** varie : <i>voir</i> {{ 6 * 7 }}\n\n"
        "![photo](http://192.0.2.1/pixel.png) ![mots](file:///etc/passwd)\n\n"
        f"{LONG}\n\n| {LONG} | b |\n| --- | --- |\n| {LONG} | [lien](https://example.org/{LONG}) |"
    ),
    tools=(
        Tool("Wikidata", "https://www.wikidata.org/wiki/Q1", "Pour <u>relier</u> {% raw %}"),
        Tool("Fiche", "", "Le document commun."),
        Tool(LONG, "javascript:alert(1)", LONG),
    ),
    next_steps=("Corriger la fiche", "<script>alert(1)</script>", LONG),
)
BODY = (
    '<h2 id="en-bref">En bref</h2><p>Un contenu <em>découvrable</em>.</p><ol start="7">'
    '<li>Septième</li></ol><h2 id="outils">Des outils &amp; plus</h2><h3>Lesquels</h3>'
    '<table><thead><tr><th scope="col">Outil</th></tr></thead><tbody><tr><td>Wikidata</td></tr>'
    "</tbody></table><p>{{ 5 * 5 }}</p>"
)

pytestmark = pytest.mark.xdist_group("pdf")  # one worker: the document is made once


@pytest.fixture(scope="session")
def renderer() -> PdfRenderer:
    return PdfRenderer(ROOT / "templates")


@pytest.fixture(scope="session")
def pdf(renderer: PdfRenderer) -> bytes:
    return renderer.render(TOOLBOX, BODY)


@pytest.fixture(scope="session")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


@pytest.fixture(scope="session")
def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry.title


def embedded(reader: PdfReader) -> dict[str, bool]:
    """Each font's name, and whether its letters are in the document."""
    fonts: dict[str, bool] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            name = str(font.get_object()["/BaseFont"]).partition("+")[2]
            fonts[name] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return fonts


def test_the_cover_says_for_whom_when_and_with_whom(reader: PdfReader) -> None:
    cover = " ".join(reader.pages[0].extract_text().split())
    assert "Brigade numérique des Laurentides" in cover
    assert "Votre trousse à outils" in cover
    assert "Découvrabilité" in cover
    assert "Zoé Őry-Łukasik" in cover
    assert "9 mars 2027" in cover
    assert "Julie" in cover


def test_what_the_adviser_wrote_is_on_the_pages(text: str) -> None:
    assert "Votre nom varie" in text
    assert "Wikidata https://www.wikidata.org/wiki/Q1 Pour" in text
    assert "Corriger la fiche" in text
    assert "**" not in text


def test_letters_that_no_font_draws_can_still_be_read_out(text: str) -> None:
    assert "李" in text
    assert "🎭" in text


def test_the_contents_give_the_page_of_each_section(reader: PdfReader, text: str) -> None:
    for anchor, title in (("en-bref", "En bref"), ("outils", "Des outils & plus")):
        page = reader.get_destination_page_number(reader.named_destinations[anchor])
        assert page is not None
        assert f"{title} {page + 1}" in text


def test_the_licence_of_the_content_is_stated_with_its_address(text: str) -> None:
    assert "CC0" in text
    assert "https://creativecommons.org/publicdomain/zero/1.0/deed.fr" in text


def test_a_list_may_start_where_the_one_before_it_ended(text: str) -> None:
    assert re.search(r"\b7\.", text)


def test_html_and_jinja_are_text_in_every_field(text: str) -> None:
    for written in (
        "Julie <b>Roy</b> {{ 7 * 7 }}",
        "<i>voir</i> {{ 6 * 7 }}",
        "Pour <u>relier</u> {% raw %}",
        "<script>alert(1)</script>",
        "{{ 5 * 5 }}",
    ):
        assert written in text


def test_every_page_is_a4(reader: PdfReader) -> None:
    for page in reader.pages:
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]


def test_every_page_but_the_cover_is_numbered(reader: PdfReader) -> None:
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert 5 <= len(pages) <= 8
    assert "Page 1 de" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"Page {number} de {len(pages)}" in page


def test_fonts_are_embedded_and_the_programme_s_own(reader: PdfReader) -> None:
    fonts = embedded(reader)
    assert all(fonts.values())
    assert {"Atkinson", "Atkinson-Bold", "Atkinson-Ext-Bold"} <= fonts.keys()


def test_plain_french_needs_no_other_font(renderer: PdfRenderer) -> None:
    notes = "L’œuvre « ici » : 5 % – … ²\n\n- " + "confidentialité " * 60
    plain = replace(TOOLBOX, participant_name="Zoé", notes=notes)
    fonts = embedded(PdfReader(BytesIO(renderer.render(plain, BODY))))
    assert fonts.keys() == {"Atkinson", "Atkinson-Bold", "Atkinson-Italic"}


def test_the_document_claims_pdf_ua_and_is_tagged_in_french(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "fr-CA"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_metadata_describe_the_document_and_name_no_participant(
    pdf: bytes, reader: PdfReader
) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == "Votre trousse à outils\u00a0: Découvrabilité"
    assert reader.metadata.author == "Brigade numérique des Laurentides"
    assert reader.metadata.subject == THEME.summary
    assert "littératie numérique" in str(reader.metadata.keywords)
    assert "Zoé" not in str(reader.metadata)


def test_bookmarks_lead_to_the_sections(reader: PdfReader) -> None:
    found = list(titles(reader.outline))
    assert found[0] == "Votre trousse à outils\u00a0: Découvrabilité"
    for title in ("Votre rencontre", "Constat", "Sommaire", "En bref", "Des outils & plus"):
        assert title in found


def test_links_lead_to_the_web_alone(reader: PdfReader) -> None:
    actions = [
        note.get_object()["/A"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    addresses = {str(action["/URI"]) for action in actions if "/URI" in action}
    assert "https://www.wikidata.org/wiki/Q1" in addresses
    assert all(address.startswith("https://") for address in addresses)


def test_the_same_input_gives_the_same_bytes_in_another_process(pdf: bytes, tmp_path: Path) -> None:
    given = tmp_path / "input"
    given.write_bytes(pickle.dumps((TOOLBOX, BODY)))
    code = (
        "import hashlib, pathlib, pickle, sys;"
        "from chalicelib.adapters.pdf import PdfRenderer;"
        "given = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes());"
        "pdf = PdfRenderer(pathlib.Path('templates')).render(*given);"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(given)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_nothing_is_fetched_for_notes(
    renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pages = PdfReader(BytesIO(renderer.render(TOOLBOX, BODY))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "root:" not in text
    assert "photo" in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://192.0.2.1/x.png",
        "data:image/png;base64,AAAA",
        "asset:../requirements.txt",
        "asset:static/../themes/decouvrabilite.md",
        "asset:documents/../programme.toml",
        "asset:/etc/passwd",
        "asset:static/missing.png",
    ],
)
def test_a_template_that_asks_for_anything_not_packaged_stops(
    renderer: PdfRenderer, address: str
) -> None:
    with pytest.raises(DocumentError, match=re.escape("documents/toolbox.html")):
        renderer.render(replace(TOOLBOX, notes=""), f'<img alt="x" src="{address}">')


def test_a_session_without_notes_tools_or_steps_still_has_its_toolbox(
    renderer: PdfRenderer,
) -> None:
    empty = Toolbox("", replace(THEME, licence="CC-BY-4.0"), date(2027, 3, 1), "")
    reader = PdfReader(BytesIO(renderer.render(empty, "")))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "1er mars 2027" in text
    assert "Votre mission" in text
    assert "CC-BY-4.0" in text
    assert "CC0" not in text
    for absent in ("Préparée pour", "Avec", "outils choisis", "prochaines étapes"):
        assert absent not in text
    assert all(len(page.extract_text()) > 80 for page in reader.pages)


def test_control_characters_do_not_break_the_document(renderer: PdfRenderer) -> None:
    odd = "a\x00b\x0bc\ud800d\ufffee\r\n"
    toolbox = Toolbox(odd, replace(THEME, title=odd, summary=odd), date(2027, 3, 9), odd, odd)
    reader = PdfReader(BytesIO(renderer.render(toolbox, "")))
    assert "abcde" in reader.pages[0].extract_text()
    assert reader.xmp_metadata is not None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils measures the words")
def test_no_word_leaves_the_text_area(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "toolbox.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    )
    words = re.findall(
        r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', done.stdout
    )
    left, top, right, bottom = (list(map(float, side)) for side in zip(*words, strict=True))
    assert len(words) > 200
    assert min(left) >= 60
    assert max(right) <= 529
    assert min(top) >= 40
    assert max(bottom) <= 815
