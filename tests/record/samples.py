"""Short texts of our own, codings that stand in them, facts."""

from __future__ import annotations

from datetime import date

from standoff.nouns import Article, Coding, Event, When

TEXT = "Norland und Sudria trafen sich am Montag. Norland testete eine Rakete. Sudria protestierte."


def article(text=TEXT, published=date(2019, 5, 20), outlet="Bote", **more):
    return Article.of(text, published=published, outlet=outlet, language="de", **more)


def coding(words="Norland testete eine Rakete", *, of=None, day=None, **fields):
    """A coding of `words` in an article; `day` fills both dates."""
    home = of or article()
    start = home.text.index(words)
    given = {
        "kind": "event",
        "source": "NOR",
        "move": "weapon_test",
        "plover": "MOBILIZE",
        "earliest": day,
        "latest": day,
        "doc": home.name,
        "article": home.id,
        **fields,
    }
    return Coding(start=start, end=start + len(words), text=words, **given)


def fact(id_="f1", first=date(2019, 5, 20), last=None, **fields):
    given = {"source": "NOR", "move": "weapon_test", **fields}
    return Event(id=id_, when=When(earliest=first, latest=last or first), **given)
