"""Promise 11: any input up to its limit ends within 2 s a megabyte; larger is refused by name."""

from __future__ import annotations

import gc
import io
import time
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest

from standoff import code_text, find_times
from standoff.errors import FileUnreadable, LimitExceeded, StandoffError
from standoff.press.reading import read_files
from standoff.press.sentences import split_sentences
from standoff.record.importing.reading import read_foreign
from standoff.settings import Settings

DAY = date(2020, 1, 1)
#: Pieces of which a megabyte is made: marks that parsers count, nest, or look back over.
PIECES = (
    "?", " ", "\n", "\t", ".", ",", '"', "„", "'", "(", "[", "{", "<", "<p>", "<b ", "&", "&#",
    "\\", "a", "A", "1", "1.", "-", "ä", "👩‍👩‍👧", "\u0301", "<!--", "wenn ", "dass ", "and ",
    "U.S. ", "Nordkorea ", "sanctions ", "am 9. Dezember ", "by December ", '"said ', "nicht ",
    "X und Y, ", "0x", "://",
)  # fmt: skip
ENDINGS = (".txt", ".html", ".jsonl", ".csv")


def spent(work, *words, **options) -> float:
    """CPU seconds of a call, which may refuse in our own words.

    The collector rests meanwhile: what other tests left in memory is not this text's cost.
    """
    gc.disable()
    begun = time.process_time()
    try:
        with suppress(StandoffError):
            work(*words, **options)
        return time.process_time() - begun
    finally:
        gc.enable()


def test_promise_11_every_reader_and_coder_ends_in_time(all_of_it, tmp_path, kept):
    """Two CPU seconds a megabyte; small inputs have as much again for what is loaded once."""
    size, worst, tried = (1_000_000 if all_of_it else 60_000), 0.0, 0
    code_text("Nordkorea drohte.", DAY, "de"), code_text("Iran threatened.", DAY, "en")
    for number, piece in enumerate(PIECES):
        if not all_of_it and number % 4:
            continue
        text = piece * (size // len(piece))
        megabytes = len(text.encode()) / 1e6
        for language in ("de", "en"):
            for work in (find_times, code_text):
                seconds = spent(work, text, DAY, language)
                assert seconds < 2 * megabytes + 0.2, (piece, work.__name__, language, seconds)
                worst, tried = max(worst, seconds / megabytes), tried + 1
        for ending in ENDINGS:
            path = tmp_path / f"a{ending}"
            path.write_text(text, encoding="utf-8")
            seconds = spent(read_files, [path], published=DAY)
            assert seconds < 2 * megabytes + 0.2, (piece, ending, seconds)
            worst, tried = max(worst, seconds / megabytes), tried + 1
    kept("inputs tried", tried)
    kept("slowest, CPU seconds a megabyte", round(worst, 2))


DISPATCHES = Path(__file__).parents[1] / "cases" / "dispatches"


def dense(language: str) -> str:
    """The sentences of our own dispatches that state something, one behind the other."""
    texts = [path.read_text("utf-8") for path in sorted(DISPATCHES.glob(f"*_{language}.txt"))]
    sentences = [text[one.start : one.end] for text in texts for one in split_sentences(text)]
    return " ".join(one for one in sentences if code_text(one, DAY, language)) + " "


@pytest.mark.parametrize("language", ["de", "en"])
def test_promise_11_dense_text_takes_time_in_proportion(language, all_of_it, kept):
    """The costliest text there is for the coder; the figure says how far the promise holds."""
    piece, size = dense(language), (1_000_000 if all_of_it else 60_000)
    half, whole = piece * (size // len(piece) // 2), piece * (size // len(piece) // 2 * 2)
    once, twice = (
        min(spent(code_text, text, DAY, language) for _ in "12") for text in (half, whole)
    )
    assert code_text(piece, DAY, language)
    assert twice < 2.5 * once + 0.1
    kept(f"dense {language}, CPU seconds a megabyte", f"{twice / (len(whole.encode()) / 1e6):.2f}")


def small(**limits) -> Settings:
    return msgspec.structs.replace(Settings(), **limits)


def zipped(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", raw)
    return out.getvalue()


LARGER = {
    "max_file_bytes": ("a.txt", b"x" * 2000, small(max_file_bytes=1000)),
    "max_article_chars": ("a.txt", b"x" * 2000, small(max_article_chars=1000)),
    "max_line_chars": ("a.jsonl", b'{"text": "' + b"x" * 2000 + b'"}', small(max_line_chars=1000)),
    "max_json_depth": ("a.jsonl", b'{"x": ' + b"[" * 99 + b"]" * 99 + b"}", Settings()),
    "max_html_elements": ("a.html", b"<p>x" * 30_000, Settings()),
}


@pytest.mark.parametrize("setting", LARGER)
def test_promise_11_larger_is_refused_with_the_name_of_the_setting(setting, tmp_path, kept):
    name, raw, settings = LARGER[setting]
    (tmp_path / name).write_bytes(raw)
    with pytest.raises((LimitExceeded, FileUnreadable), match=setting):
        read_files([tmp_path / name], published=DAY, settings=settings)
    kept("limits that are named", 1)


def test_promise_11_a_zip_bomb_is_stopped_at_the_limit(tmp_path, kept):
    (tmp_path / "a.zip").write_bytes(zipped(bytes(50_000_000)))
    begun = time.process_time()
    with pytest.raises(LimitExceeded, match="max_import_bytes"):
        read_foreign(tmp_path / "a.zip", "keds", settings=small(max_import_bytes=1_000_000))
    assert time.process_time() - begun < 2
    kept("bombs stopped", 1)
