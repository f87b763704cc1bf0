"""Codings of one article for brat, the annotation tool, and back.

brat (https://brat.nlplab.org/standoff.html) reads a text file and beside it an `.ann` file:

    T1<TAB>event 0 24<TAB>Norland tested a missile      kind, offsets in code points, the words
    A1<TAB>Move T1 weapon_test                          what people change in brat
    A2<TAB>Stance T1 actual
    #1<TAB>AnnotatorNotes T1<TAB>{...}                  all other fields, as JSON

A span may not run over a line end, so such a coding is written in pieces (`0 5;6 10`) and joined
when it is read. Kind, move, stance and offsets are taken from brat's own lines, the words from the
text, the rest from the note; an annotation that a person made in brat has none and is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Coding
from standoff.nouns.vocabulary import KINDS, MOVES, STANCES
from standoff.record.review import plover_of

__all__ = ["brat_configuration", "read_brat", "write_brat"]

_ATTRIBUTES = {"Move": "move", "Stance": "stance"}
_LINE_END = re.compile(r"[\r\n]+")
_TEXT_BOUND = re.compile(
    r"(?P<name>T[0-9]{1,9})\t(?P<kind>[a-z]{1,20}) (?P<spans>[0-9 ;]{3,900})\t"
)
_ATTRIBUTE = re.compile(
    r"A[0-9]{1,9}\t(?P<key>[A-Za-z]{1,20}) (?P<name>T[0-9]{1,9}) (?P<value>\w{1,40})"
)
_NOTE = re.compile(r"#[0-9]{1,9}\tAnnotatorNotes (?P<name>T[0-9]{1,9})\t(?P<note>.*)")


class _Mark(Struct):
    """What the lines of one annotation say."""

    kind: str
    spans: list[tuple[int, int]]
    attributes: dict[str, str]
    note: dict[str, Any]


def write_brat(text: str, codings: Iterable[Coding]) -> str:
    """The `.ann` file of a text."""
    lines: list[str] = []
    attributes = 0
    for number, coding in enumerate(codings, 1):
        spans = ";".join(f"{start} {end}" for start, end in _pieces(text, coding.start, coding.end))
        lines.append(f"T{number}\t{coding.kind} {spans}\t{_LINE_END.sub(' ', coding.text)}")
        for key, field in _ATTRIBUTES.items():
            if value := getattr(coding, field):
                attributes += 1
                lines.append(f"A{attributes}\t{key} T{number} {value}")
        fields = {**msgspec.to_builtins(coding), "text": ""}
        note = msgspec.json.encode(fields).decode("utf-8")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{note}")
    return "".join(f"{line}\n" for line in lines)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span cut at line ends; one of nothing but line ends stays in one piece."""
    pieces, first = [], start
    for found in _LINE_END.finditer(text, start, end):
        if found.start() > first:
            pieces.append((first, found.start()))
        first = found.end()
    if first < end:
        pieces.append((first, end))
    return pieces or [(start, end)]


def read_brat(text: str, annotations: str, *, by: str = "brat", doc: str = "") -> list[Coding]:
    """The codings of an `.ann` file; raises `BadValue` naming the line or annotation at fault.

    `by` is the coder of annotations that people made in brat, `doc` their document.
    """
    marks: dict[str, _Mark] = {}
    for number, line in enumerate(annotations.split("\n"), 1):
        try:
            _read_line(line.removesuffix("\r"), marks)
        except (ValueError, KeyError, TypeError) as fault:
            raise BadValue(
                f"line {number} is no annotation that can be read ({fault})",
                expected="text-bound annotations, attributes and notes",
            ) from None
    return [_coding(name, mark, text, by, doc) for name, mark in marks.items()]


def _read_line(line: str, marks: dict[str, _Mark]) -> None:
    """Take in one line; relations, events and other kinds of line are passed over."""
    if found := _TEXT_BOUND.match(line):
        spans = [tuple(map(int, span.split())) for span in found["spans"].split(";")]
        if any(len(span) != 2 for span in spans):
            raise ValueError("offsets come in pairs")
        marks[found["name"]] = _Mark(found["kind"], spans, {}, {})  # type: ignore[arg-type]
    elif found := _ATTRIBUTE.fullmatch(line):
        marks[found["name"]].attributes[found["key"]] = found["value"]
    elif found := _NOTE.fullmatch(line):
        note = msgspec.json.decode(found["note"]) if found["note"].startswith("{") else {}
        marks[found["name"]].note = note
    elif line.startswith("T"):
        raise ValueError("a text-bound annotation of another form")


def _coding(name: str, mark: _Mark, text: str, by: str, doc: str) -> Coding:
    """The coding of a mark: its note, with what brat's own lines say in its place."""
    before = mark.note
    start, end = mark.spans[0][0], mark.spans[-1][1]
    written = before.get("start", 0), before.get("end", 0)
    if before and _pieces(text, *written) == mark.spans:
        start, end = written
    opinion = "opinion" if mark.kind == "assessment" else "actual"
    now = {
        "kind": mark.kind,
        "move": mark.attributes.get("Move", ""),
        "stance": mark.attributes.get("Stance", opinion),
    }
    fields = {"coder": by, "doc": doc, **before, **now, "start": start, "end": end}
    fields["text"] = text[start:end]
    if any(before.get(field) != now[field] for field in ("kind", "move")):
        fields["plover"] = plover_of(now["kind"], now["move"])
    try:
        return msgspec.convert(fields, Coding)
    except (msgspec.ValidationError, BadValue) as fault:
        raise BadValue(f"{name} is outside the codebook or the text ({fault})") from None


def brat_configuration() -> str:
    """The `annotation.conf` that offers kinds, moves and stances of the codebook in brat."""
    return "\n".join(
        [
            "[entities]",
            *KINDS,
            "[relations]",
            "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "[events]",
            "[attributes]",
            f"Move Arg:<ENTITY>, Value:{'|'.join(MOVES)}",
            f"Stance Arg:<ENTITY>, Value:{'|'.join(STANCES)}",
            "",
        ]
    )
