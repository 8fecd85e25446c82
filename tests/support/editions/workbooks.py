"""Spreadsheets made for a test: XLSX and ODS, with no more in them than a reader needs."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape

Cell = str | int | float | bool | date | datetime | None
Table = list[list[Cell]]

_XLSX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
    "</styleSheet>",
}
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    "<sheets>{}</sheets></workbook>"
)
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    '<Relationship Id="styles" Target="styles.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/styles"/></Relationships>'
)
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    "<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def zipped(files: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(*sheets: Table, names: tuple[str, ...] = (), hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook; the sheets are named « Feuil1 » … as Excel in French does."""
    names = names or tuple(f"Feuil{n}" for n in range(1, len(sheets) + 1))
    book = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="s{n}"'
        f"{' state="hidden"' if name in hidden else ''}/>"
        for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="s{n}" Target="worksheets/sheet{n}.xml" Type="http://schemas.'
        f'openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        for n in range(1, len(sheets) + 1)
    )
    files = {
        **_XLSX,
        "xl/workbook.xml": _BOOK.format(book),
        "xl/_rels/workbook.xml.rels": _LINKS.format(links),
    }
    for n, rows in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{n}.xml"] = _SHEET.format("".join(_xlsx_rows(rows)))
    return zipped(files)


def _xlsx_rows(rows: Table) -> list[str]:
    return [
        f'<row r="{number}">{"".join(_xlsx_cell(c, n, number) for n, c in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    ]


def _xlsx_cell(cell: Cell, column: int, row: int) -> str:
    at = f'r="{chr(65 + column)}{row}"'
    match cell:
        case None:
            return ""
        case bool():
            return f'<c {at} t="b"><v>{int(cell)}</v></c>'
        case datetime():
            return f'<c {at} s="2"><v>{_serial(cell)}</v></c>'
        case date():
            return (
                f'<c {at} s="1"><v>{_serial(datetime(cell.year, cell.month, cell.day)):.0f}</v></c>'
            )
        case int() | float():
            return f"<c {at}><v>{cell}</v></c>"
        case _:
            return f'<c {at} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def _serial(moment: datetime) -> float:
    """Days since Excel's own beginning."""
    return (moment - datetime(1899, 12, 30)).total_seconds() / 86400


def ods(rows: Table, name: str = "Feuille1") -> bytes:
    """As LibreOffice writes it: what is formatted goes on to the sheet's last column and row."""
    written = [
        f"<table:table-row>{''.join(_ods_cell(c) for c in row)}"
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        for row in rows
    ]
    rest = (
        '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = f'<table:table table:name="{escape(name)}">{"".join(written)}{rest}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
            f'opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": _ODS.format(table),
        }
    )


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            shown = "true" if cell else "false"
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{shown}"/>'
        case date():
            return (
                '<table:table-cell office:value-type="date" '
                f'office:date-value="{cell.isoformat()}">'
                f"<text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
            )
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case _:
            return (
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
                "</table:table-cell>"
            )
