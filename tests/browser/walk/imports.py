"""The pages where an admin brings past editions in, in each of their states."""

import io
from pathlib import Path
from typing import Any

from infra.driving import THEME
from tests.support.editions.workbooks import Table, xlsx

EXPORTS = Path(__file__).parents[2] / "unit/imports/exports"
PAGE = "/equipe/importations"
LONG = "anticonstitutionnellement-et-découvrabilité-de-la-francophonie-numérique"
OTHERWISE = f"Prénom;Nom;Courriel;Inscription le\nLéo;{LONG};leo@example.org;2021-09-02\n"
WRONG = (
    "session_ref,theme,format,starts_at,status,email\n"
    f"A1,{LONG},individual,04/11/2021 16:00,completed,{LONG}@example.org\n"
    f"A2,{THEME},seul,2021-11-05T16:00,tenue,\n"
)
ANSWERS = {
    "edition": "new",
    "edition:slug": "2021",
    "edition:title": f"Édition de 2021, {LONG}",
    "edition:starts_on": "2021-01-01",
    "edition:ends_on": "2021-12-31",
    "edition:target_people": "10",
    "0:newcomers": "individual",
    "0:theme:rencontre-decouvrabilite": THEME,
    "0:theme:marketing-numerique-a-plusieurs": THEME,
    "0:theme:appel-d-un-fournisseur": "-",
}


def see_imports(walk: Any) -> None:
    walk.http.set_cookie("brigade_equipe", walk.staff("equipe@example.org"), domain="localhost")
    walk.see(PAGE, "imports, nothing there")
    _bring(walk, "a file that cannot be read", {"a.xlsx": b"PK"})
    _bring(walk, "columns to be matched", {"liste.csv": OTHERWISE.encode()})
    _bring(
        walk, "mistakes in one's own table", {"edition.json": b"{}", "sessions.csv": WRONG.encode()}
    )
    for name in ("zoom_fr", "eventbrite", "google_forms"):
        content = (EXPORTS / f"{name}.csv").read_bytes()
        _bring(walk, f"what {name} exports", {f"{name}.csv": content})
    lines = (EXPORTS / "calendly.csv").read_text("utf-8").splitlines()
    rows: Table = [[*line.split(",")] for line in lines]
    parcel = _bring(walk, "appointments, in a workbook", {"rendez-vous.xlsx": xlsx(rows)})
    path = walk.http.post(f"{parcel}/reponses", data=ANSWERS).headers["Location"]
    walk.see(path, "what an import would change")
    walk.send(f"{path}/garder", "being kept")


def _bring(walk: Any, said: str, files: dict[str, bytes]) -> str:
    """Bring files, and give the address of what is shown of them, without its host."""
    sent = [(io.BytesIO(content), name) for name, content in files.items()]
    answer = walk.http.post(PAGE, data={"fichiers": sent})
    if answer.status_code != 303:
        walk.keep(f"{PAGE} ({said})", answer.text)
        return PAGE
    path = str(answer.headers["Location"])
    walk.see(path, said)
    return path
