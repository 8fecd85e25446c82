"""A participant's document, from notes and a theme's text to the joined PDF."""

import hashlib
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
from time import process_time
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from chalicelib import wiring
from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.joining import finished
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.documents.toolboxes import ENGINE, Toolboxes
from chalicelib.adapters.texts.content import Library
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.domain.documents.documents import Tool, Toolbox
from chalicelib.domain.documents.themes import Theme, ThemeSheet, known_theme
from chalicelib.domain.programme import PaperSize
from chalicelib.settings import ROOT, TEMPLATES
from tests.support.readers.pdf import faults

SITE = "https://brigade.example.org"
SHEET = ThemeSheet("decouvrabilite", "operationnel")
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
    levels=("emergent", "operationnel"),
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
    level="operationnel",
    referral_code="p0123456789abcdef0123",
)
FRONT_MATTER = """---
title: "{0.title}"
slug: {0.slug}
summary: "{0.summary}"
duration_minutes: 60
edition: "{0.edition}"
version: {0.version}
updated_on: {0.updated_on}
licence: {0.licence}
reviewers: []
levels: [emergent, operationnel]
---
"""
BODY = """
## En bref

Un contenu *découvrable*. Voyez [la liste](#des-outils-plus).

7. Septième

![Deux cases reliées par une flèche.](figures/decouvrabilite.svg "D'une page à l'autre.")

::: emergent Par où commencer
Pas à pas.
:::

::: operationnel Par où commencer
Par les chiffres.
:::

## Des outils & plus

### Lesquels

| Outil |
| --- |
| [Wikidata](https://www.wikidata.org) |

{{ 5 * 5 }}
"""


NO_WENQUANYI = pytest.mark.skipif(
    not Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc").exists(),
    reason="fonts-wqy-microhei is not on this machine",
)


class Bucket(dict[str, bytes]):
    """Files in memory, and what was put there."""

    def find(self, key: str) -> bytes | None:
        return self.get(key)

    def put(self, key: str, content: bytes, content_type: str) -> None:
        assert content_type == "application/pdf"
        self[key] = content


class Drawing:
    """Draws in this process, and remembers how much."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, html: str) -> bytes:
        self.drawn += 1
        return draw(html, TEMPLATES)


def toolboxes_of(
    folder: Path,
    theme: Theme = THEME,
    body: str = BODY,
    bucket: Bucket | None = None,
    size: PaperSize = PaperSize.A4,
) -> Toolboxes:
    (folder / f"{theme.slug}.md").write_text(FRONT_MATTER.format(theme) + body, "utf-8")
    programme = replace(read_programme(TEMPLATES / "programme.toml"), paper=size)
    paper = Paper(TEMPLATES, programme, SITE)
    kept: Any = Bucket() if bucket is None else bucket
    return Toolboxes(Library(folder), paper, Drawing(), kept, TEMPLATES)


@pytest.fixture(scope="session")
def toolboxes(tmp_path_factory: pytest.TempPathFactory) -> Toolboxes:
    return toolboxes_of(tmp_path_factory.mktemp("themes"))


@pytest.fixture(scope="session")
def pdf(toolboxes: Toolboxes) -> bytes:
    return toolboxes.render(TOOLBOX)


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
    """As it is printed there: the theme's pages are 1, 2, 3, whatever comes before them."""
    for anchor, title in (("en-bref", "En bref"), ("des-outils-plus", "Des outils & plus")):
        page = reader.get_destination_page_number(reader.named_destinations[anchor])
        assert page is not None
        assert f"{title} {reader.page_labels[page]}" in text


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


def test_each_page_of_both_parts_is_of_the_paper_said(tmp_path: Path) -> None:
    letter = toolboxes_of(tmp_path, size=PaperSize.LETTER)
    pdf = letter.render(TOOLBOX)
    for page in PdfReader(BytesIO(pdf)).pages:
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 612, 792]
    assert faults(pdf) == []
    assert letter.theme_key(SHEET) != toolboxes_of(tmp_path).theme_key(SHEET)


def test_own_pages_count_in_roman_and_the_theme_s_from_one(reader: PdfReader) -> None:
    labels = reader.page_labels
    own = labels.index("1")
    assert labels[:own] == ["i", "ii", "iii", "iv", "v", "vi"][:own]
    assert labels[own:] == [str(n) for n in range(1, len(labels) - own + 1)]
    for label, page in list(zip(labels, reader.pages, strict=True))[1:]:
        assert " ".join(page.extract_text().split()).endswith(f"Page {label}")


def test_the_joined_document_is_sound(pdf: bytes) -> None:
    assert faults(pdf) == []


def test_a_plain_append_is_not(toolboxes: Toolboxes) -> None:
    """The control: the tags of what is appended are lost, and the file still claims PDF/UA."""
    writer = PdfWriter()
    paper = Paper(TEMPLATES, read_programme(TEMPLATES / "programme.toml"), SITE)
    own = finished(draw(paper.participant_html(TOOLBOX), TEMPLATES))
    assert [fault for fault in faults(own) if "not called" not in fault] == []
    for part in (own, toolboxes.theme_pdf(SHEET)):
        writer.append(PdfReader(BytesIO(part)))
    writer.write(appended := BytesIO())
    assert len(faults(appended.getvalue())) > 3


def test_passages_of_the_reader_s_level_come_first(toolboxes: Toolboxes) -> None:
    def order(level: str) -> bool:
        reader = PdfReader(BytesIO(toolboxes.theme_pdf(ThemeSheet(THEME.slug, level))))
        text = " ".join(page.extract_text() for page in reader.pages)
        return text.index("Par les chiffres") < text.index("Pas à pas")

    assert order("operationnel")
    assert not order("emergent")


def test_a_theme_says_that_passages_are_for_a_level_when_some_are(toolboxes: Toolboxes) -> None:
    said = "s’adressent à un niveau"
    paper = toolboxes._paper
    for_all, for_some = "<p>Tout.</p>", '<div class="callout callout-emergent"></div>'
    assert len(THEME.levels) > 1
    assert said not in paper.theme_html(THEME, "emergent", for_all)
    assert said in paper.theme_html(THEME, "emergent", for_some)


def test_a_theme_is_drawn_once_for_everybody_of_a_level(tmp_path: Path) -> None:
    bucket = Bucket()
    first = toolboxes_of(tmp_path, bucket=bucket)
    first.render(TOOLBOX)
    assert [key.rpartition("-")[0] for key in bucket] == ["themes/decouvrabilite-operationnel"]
    first.render(replace(TOOLBOX, participant_name="Quelqu’un d’autre"))
    drawing: Any = first._draw
    assert drawing.drawn == 3
    another = toolboxes_of(tmp_path, bucket=bucket)  # another container
    assert another.render(TOOLBOX) == first.render(TOOLBOX)
    drawing = another._draw
    assert drawing.drawn == 1


def test_a_theme_whose_content_changed_is_another_file(tmp_path: Path) -> None:
    keys = {
        toolboxes_of(tmp_path, theme, body).theme_key(SHEET)
        for theme, body in (
            (THEME, BODY),
            (THEME, BODY),
            (replace(THEME, version=2), BODY),
            (THEME, BODY + "\nUn mot."),
        )
    }
    assert len(keys) == 3


def test_of_a_theme_whose_text_is_gone_the_participant_s_pages_alone_are_drawn(
    toolboxes: Toolboxes,
) -> None:
    gone = known_theme("arts-vivants", {})
    drawn = toolboxes.render(replace(TOOLBOX, theme=gone, notes="", tools=(), next_steps=()))
    reader = PdfReader(BytesIO(drawn))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Arts vivants" in text
    assert "fiche" not in text
    assert faults(drawn) == []


def test_the_engine_that_names_files_is_the_one_that_draws() -> None:
    import weasyprint

    assert f"weasyprint {weasyprint.__version__.partition('.')[0]}" == ENGINE


def test_the_invitation_carries_the_participant_s_code(text: str, reader: PdfReader) -> None:
    assert f"{SITE}/inscription?code={TOOLBOX.referral_code}" in text
    assert "equipe@example.org" in text


def test_fonts_are_embedded_and_the_programme_s_own(reader: PdfReader) -> None:
    fonts = embedded(reader)
    assert all(fonts.values())
    assert {"Atkinson", "Atkinson-Bold", "Atkinson-Ext-Bold"} <= fonts.keys()


@pytest.mark.parametrize(
    ("written", "font"),
    [
        ("Zoé 🎭🥳 👩‍🎨 🇨🇦 1️⃣", "emoji"),
        pytest.param("李小龍 かな 한국어", "WenQuanYi-Micro-Hei", marks=NO_WENQUANYI),
        ("русский עברית", "DejaVu-Sans"),
        ("ไท", "Boxes"),
    ],
)
def test_other_scripts_and_emoji_have_their_letters(
    written: str, font: str, toolboxes: Toolboxes
) -> None:
    toolbox = replace(TOOLBOX, participant_name=written, notes=written)
    own = draw(toolboxes._paper.participant_html(toolbox), TEMPLATES)
    others = {name.removesuffix("-Bold") for name in embedded(PdfReader(BytesIO(own)))}
    assert others - {"Atkinson", "Atkinson-Italic", "Atkinson-Ext"} == {font}
    assert (font == "Boxes") == bool(wiring.printable().lacks(written))
    assert [fault for fault in faults(finished(own)) if "not called" not in fault] == []


def test_plain_french_needs_no_other_font(toolboxes: Toolboxes) -> None:
    notes = "L’œuvre « ici » : 5 % – … ²\n\n- " + "confidentialité " * 60
    plain = replace(TOOLBOX, participant_name="Zoé", notes=notes)
    fonts = embedded(PdfReader(BytesIO(toolboxes.render(plain))))
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
    for title in (
        "Votre rencontre",
        "Constat",
        "Votre mission\u00a0: passez au suivant",
        "En bref",
    ):
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
    assert "mailto:equipe@example.org" in addresses
    assert all(address.startswith(("https://", "mailto:")) for address in addresses)


def test_the_same_input_gives_the_same_bytes_in_another_process(
    toolboxes: Toolboxes, tmp_path: Path
) -> None:
    paper = Paper(TEMPLATES, read_programme(TEMPLATES / "programme.toml"), SITE)
    given = tmp_path / "input.html"
    given.write_text(paper.participant_html(TOOLBOX), "utf-8")
    code = (
        "import hashlib, pathlib, sys;"
        "from chalicelib.adapters.documents.pdf import draw;"
        "pdf = draw(pathlib.Path(sys.argv[1]).read_text('utf-8'), pathlib.Path(sys.argv[2]));"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(given), str(TEMPLATES)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    here = draw(given.read_text("utf-8"), TEMPLATES)
    assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_joining_twice_gives_the_same_bytes(toolboxes: Toolboxes, pdf: bytes) -> None:
    assert toolboxes.render(TOOLBOX) == pdf


def test_nothing_is_fetched_for_notes(
    toolboxes: Toolboxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pages = PdfReader(BytesIO(toolboxes.render(TOOLBOX))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "root:" not in text
    assert "photo" in text


def test_a_session_without_notes_tools_or_steps_still_has_its_toolbox(tmp_path: Path) -> None:
    theme = replace(THEME, licence="CC-BY-4.0")
    empty = Toolbox("", theme, date(2027, 3, 1), "", level="emergent")
    reader = PdfReader(BytesIO(toolboxes_of(tmp_path, theme).render(empty)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "1er mars 2027" in text
    assert "Votre mission" in text
    assert "CC-BY-4.0" in text
    assert "CC0" not in text
    for absent in ("Préparée pour", "Avec", "outils choisis", "prochaines étapes", "invitation"):
        assert absent not in text
    assert all(len(page.extract_text()) > 80 for page in reader.pages)


def test_what_is_typed_in_fields_is_set_as_french_too(toolboxes: Toolboxes) -> None:
    tool = Tool("Outil", "", "L'essai : 12 $ par mois")
    typed = replace(TOOLBOX, tools=(tool,), next_steps=("Relire « l'entente » : 20 %",))
    page = toolboxes._paper.participant_html(typed)
    assert "L’essai\u00a0: 12\u00a0$ par mois" in page
    assert "Relire «\u00a0l’entente\u00a0»\u00a0: 20\u00a0%" in page


def test_a_session_that_left_nothing_has_no_page_of_its_own(toolboxes: Toolboxes) -> None:
    empty = replace(TOOLBOX, notes="", tools=(), next_steps=())
    reader = PdfReader(BytesIO(toolboxes.render(empty)))
    assert reader.page_labels[:3] == ["i", "ii", "1"]
    assert "Votre rencontre" in reader.pages[1].extract_text()
    assert "Votre mission" in reader.pages[1].extract_text()


@pytest.mark.parametrize("size", PaperSize)
def test_short_notes_and_the_mission_share_a_page(size: PaperSize, tmp_path: Path) -> None:
    toolboxes = toolboxes_of(tmp_path, size=size)
    short = replace(TOOLBOX, notes="Bravo pour le chemin parcouru.", tools=(), next_steps=("Oser",))
    own = PdfReader(BytesIO(draw(toolboxes._paper.participant_html(short), TEMPLATES)))
    assert len(own.pages) == 2
    text = own.pages[1].extract_text()
    assert "Votre rencontre" in text
    assert "Votre lien d’invitation" in text


@pytest.mark.parametrize(("rows", "split"), [(5, False), (40, True)])
def test_a_table_leaves_no_row_or_two_behind(rows: int, split: bool, tmp_path: Path) -> None:
    lines = "".join(f"| ligne {n} | mot |\n" for n in range(1, rows + 1))
    for above in range(12, 22, 2):
        body = f"\n## En bref\n\n{'- Un.\n' * above}\n| a | b |\n| - | - |\n{lines}"
        pdf = toolboxes_of(tmp_path, body=body).theme_pdf(SHEET)
        pages = [page.extract_text().count("ligne ") for page in PdfReader(BytesIO(pdf)).pages]
        assert (len([count for count in pages if count]) > 1) == split
        assert all(count > 2 for count in pages if count)


def test_short_words_in_tables_are_not_cut(tmp_path: Path) -> None:
    row = "| Un outil | Relier des pages, des lieux et des œuvres entre eux | Autre | Gratuit |"
    table = f"| a | b | c | d |\n| - | - | - | - |\n{row.replace('Autre', 'Autre chose ' * 6)}\n"
    toolboxes = toolboxes_of(tmp_path, body=f"\n## En bref\n\n{table}")
    reader = PdfReader(BytesIO(toolboxes.render(replace(TOOLBOX, notes=table))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert text.count("Gratuit") == 2


def test_the_licence_does_not_stand_alone_on_the_last_page(tmp_path: Path) -> None:
    for lines in range(14, 26):
        body = "\n## En bref\n\n" + "- Une ligne.\n" * lines
        pdf = toolboxes_of(tmp_path, body=body).theme_pdf(SHEET)
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        last = [page for page in pages[1:] if "Licence du contenu" in page]
        assert ["La suite avec nous" in page for page in last] == [True]


def test_control_characters_do_not_break_the_document(toolboxes: Toolboxes) -> None:
    odd = "a\x00b\x0bc\ud800d\ufffee\r\n"
    toolbox = Toolbox(odd, replace(THEME, title=odd), date(2027, 3, 9), odd, odd, level="emergent")
    reader = PdfReader(BytesIO(toolboxes.render(toolbox)))
    assert "abcde" in reader.pages[0].extract_text()
    assert reader.xmp_metadata is not None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils measures the words")
def test_no_word_leaves_the_text_area(pdf: bytes, tmp_path: Path) -> None:
    stays_in_the_text_area(pdf, tmp_path / "toolbox.pdf")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils measures the words")
@pytest.mark.parametrize("written", ["{}", "| a | b |\n| - | - |\n| x | {} |", "- **{}**"])
def test_an_endless_address_or_word_is_drawn_in_seconds_and_on_the_page(
    written: str, toolboxes: Toolboxes, tmp_path: Path
) -> None:
    address = f"https://liens.example.org/?url={'https%3A%2F%2Fexample.org%2F' * 40}"
    notes = "\n\n".join(written.format(word) for word in (address, "ab" * 1500))
    began = process_time()
    own = draw(toolboxes._paper.participant_html(replace(TOOLBOX, notes=notes)), TEMPLATES)
    assert process_time() - began < 4
    stays_in_the_text_area(own, tmp_path / "own.pdf")


def stays_in_the_text_area(pdf: bytes, path: Path) -> None:
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
