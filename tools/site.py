"""The bundled case as a static, read-only site that any web server can hold: `make site`.

    python tools/site.py                   into site/: pages in English and German, charts, data
    python tools/site.py --out DIR --language de

Everything is written by the commands a user has; this only runs them and links what they wrote
(the game of the mechanisms is solved once for both languages). It takes some minutes and says what
it is at. The pages need no server, no script from elsewhere and no network.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Name of the page, and what its link says, by language.
PAGES = {
    "report": {"en": "Record, claims and forecasts", "de": "Chronik, Behauptungen und Ausblick"},
    "cycle": {"en": "Is there a rhythm?", "de": "Gibt es einen Rhythmus?"},
    "mechanisms": {"en": "What drives what: the game", "de": "Was treibt was: das Spiel"},
}
FOLDERS = {
    "charts": {"en": "Charts with their data", "de": "Grafiken mit ihren Daten"},
    "cards": {"en": "Cards to embed", "de": "Karten zum Einbetten"},
}
TITLES = {"en": "North Korea and the United States", "de": "Nordkorea und die USA"}
LEADS = {
    "en": "What the two states did, 1993 to 2024, and whether what the press says of it is so. "
    "Compiled by us in our own words; every figure says what it rests on.",
    "de": "Was die beiden Staaten taten, 1993 bis 2024, und ob stimmt, was die Presse dazu sagt. "
    "Von uns zusammengestellt, in eigenen Worten; jede Zahl sagt, worauf sie beruht.",
}
DATA = {"en": "The record as a replication bundle", "de": "Die Daten zum Nachrechnen"}

INDEX = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1.125rem/1.5 Georgia, serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem;
  color: #222; background: #fdfcf9; }}
a {{ color: #0b5394; }} h1 {{ font-size: 1.75rem; margin-top: 3rem; line-height: 1.2; }}
summary, li {{ padding: 0.25rem 0; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eee; background: #181818; }}
  a {{ color: #8ab8e8; }} }}
</style>
</head>
<body>
{lists}
</body>
</html>
"""


def standoff(*words: str | Path) -> None:
    """Run a command as a user would; its own last line is the error."""
    print("standoff", *words, file=sys.stderr)
    called = [sys.executable, "-m", "standoff", *map(str, words)]
    done = subprocess.run(
        called, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr.strip()[-800:]}")


def write(out: Path, case: Path, languages: list[str], pages: list[str]) -> None:
    """Every page of the site."""
    for language in languages:
        folder = out / language
        folder.mkdir(parents=True, exist_ok=True)
        there = ("--case", case, "--language", language)
        for name in pages:
            page = folder / f"{name}.html"
            if name == "report":
                standoff("report", page, "--charts", folder / "charts", *there)
            elif name == "cycle":
                standoff("phases", "--page", page, *there)
    if "mechanisms" in pages:
        mechanisms(out, case, languages)
    standoff("claims", "--cards", out / "cards", "--case", case)
    standoff("export", out / "bundle.zip", "--as", "bundle", "--case", case)


def mechanisms(out: Path, case: Path, languages: list[str]) -> None:
    """The page of the mechanisms: solved once, written in each language."""
    from standoff.case import find_mechanisms, write_mechanisms

    def told(done: int, total: int) -> None:
        print(f"\rmechanisms: {done} of {total} games solved", end="", file=sys.stderr)

    answer = find_mechanisms(case, draws=24, short=True, progress=told)
    print(file=sys.stderr)
    for language in languages:
        write_mechanisms(answer, out / language / "mechanisms.html", language=language)


def index(out: Path, languages: list[str]) -> str:
    """The first page: what was written, by language."""
    lists = []
    for language in languages:
        links = [
            (f"{language}/{name}.html", said[language])
            for name, said in PAGES.items() if (out / language / f"{name}.html").is_file()
        ]  # fmt: skip
        lists.append(_list(language, [*links, ("bundle.zip", DATA[language])]))
        for name, pattern in (
            ("charts", f"{language}/charts/*"),
            ("cards", f"cards/*.{language}.*"),
        ):
            files = sorted(path for path in out.glob(pattern) if path.is_file())
            found = [(path.relative_to(out).as_posix(), path.name) for path in files]
            if found:
                lists.append(f'<details lang="{language}"><summary>{FOLDERS[name][language]} '
                             f"({len(found)})</summary>{_links(found)}</details>")  # fmt: skip
    return INDEX.format(
        language=languages[0], title=escape(TITLES[languages[0]]), lists="\n".join(lists)
    )


def _list(language: str, links: list[tuple[str, str]]) -> str:
    head = f"<h1>{escape(TITLES[language])}</h1>\n<p>{escape(LEADS[language])}</p>"
    return f'<section lang="{language}">{head}\n{_links(links)}</section>'


def _links(links: list[tuple[str, str]]) -> str:
    items = (f'<li><a href="{escape(to)}">{escape(said)}</a></li>' for to, said in links)
    return f"<ul>{''.join(items)}</ul>"


def main(words: list[str] | None = None) -> None:
    """Run the demo, then its pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "site")
    parser.add_argument("--case", type=Path, help="a case instead of the bundled one")
    parser.add_argument("--language", choices=("en", "de"), action="append")
    parser.add_argument("--page", choices=tuple(PAGES), action="append")
    asked = parser.parse_args(words)
    languages, case = asked.language or ["en", "de"], asked.case
    asked.out.mkdir(parents=True, exist_ok=True)
    if case is None:
        case = asked.out.with_name(asked.out.name + "-case")
        standoff("demo", "--case", case)
    write(asked.out, case, languages, asked.page or list(PAGES))
    page = index(asked.out, languages)
    (asked.out / "index.html").write_text(page, encoding="utf-8")
    print(asked.out / "index.html")


if __name__ == "__main__":
    main()
