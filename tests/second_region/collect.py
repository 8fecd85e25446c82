"""`python -m tests.second_region.collect FILE`: all that the site of TEMPLATES says, into FILE.

A small edition is made through the site; then each page and file that it leads to, each mail in
each variant, each document and calendar, the description of the API: name → what is said.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.mail.mime import sender_header, to_bytes
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.settings import TEMPLATES
from infra.local.demonstration import load
from infra.local.mailview import parts
from infra.region.rendering.crawl import Crawl
from infra.region.rendering.failures import Failures
from infra.region.rendering.mails import OnePdf, _sample
from infra.region.rendering.world import World

ANSWERED = (
    *("/_local/", "/openapi.json", "/evenements.ics", "/evenements.atom"),
    *("/robots.txt", "/sitemap.xml"),
)
TOLD = ("content-disposition", "content-language", "link")


class Said(dict[str, str]):
    """Everything that was said, by where."""

    def take(self, where: str, kind: str, content: bytes) -> None:
        if kind == "application/pdf" and len(content) > len(b"%PDF-1.7"):
            self[where] = _of_pdf(content)
        elif not kind.startswith(("image/png", "font/", "application/zip")):
            self[where] = content.decode("utf-8", "replace")

    def take_mail(self, where: str, raw: bytes) -> None:
        head = raw.partition(b"\r\n\r\n")[0]
        self.take(f"{where}: headers", "text/plain", head)
        for each in parts(raw):
            self.take(f"{where}: {each.name}", each.content_type, each.content)


def _of_pdf(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    told = [str(each) for each in (reader.metadata or {}).values()]
    return "\n".join([*told, *(page.extract_text() for page in reader.pages)])


class Gathering(Crawl):
    """Goes where links lead, and keeps what is there."""

    said: Said

    def _wrong(self, answer: TestResponse, asked: str, whence: str) -> Iterator[str]:
        where = asked.removeprefix("GET ")
        self.said.take(where, answer.content_type or "", answer.data)
        headers = [f"{name}: {answer.headers.get(name, '')}" for name in TOLD]
        self.said[f"{where}: headers"] = "\n".join(headers)
        yield from super()._wrong(answer, asked, whence)


def collect() -> dict[str, Any]:
    said, failures = Said(), Failures(TEMPLATES)
    with World() as world:
        world.happen()
        load(world.system)
        crawl = Gathering(world, failures, names=())
        crawl.said = said
        wrong = list(crawl.problems())
        for path in ANSWERED:
            answer = world.http.get(path)
            said.take(path, answer.content_type or "", answer.data)
        for number, mail in enumerate(world.system.mailbox.mails, 1):
            said.take_mail(f"mail {number}", mail.raw)
        for where, raw in _samples(world.now):
            said.take_mail(where, raw)
    for file in sorted((TEMPLATES / "static").glob("*.*")):
        if file.suffix in {".css", ".js", ".svg"}:
            said[f"static/{file.name}"] = file.read_text("utf-8")
    return {"wrong": wrong, "said": said}


def _samples(now: datetime) -> list[tuple[str, bytes]]:
    files: Any = OnePdf()
    composer, texts = replace(wiring.composer(), files=files), wiring.templates().mail_texts
    programme = wiring.programme()
    sender = sender_header(programme.sender_name, "passerelle@example.net")
    found = []
    for kind in KINDS:
        variants = {name.rpartition(".")[0] for name in texts.get(kind.value, {})}
        for variant in sorted(variants | {""}):
            shown = _sample(kind, variant, now)
            mail = composer.compose(shown.message, shown.person, shown.about, now)
            raw = to_bytes(mail, sender, programme.contact_email, "m1", now)
            found.append((f"mail {kind.value} {variant}".strip(), raw))
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(collect(), ensure_ascii=False), "utf-8")
