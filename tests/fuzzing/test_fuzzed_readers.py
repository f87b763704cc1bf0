"""Every reader reads a damaged file or refuses it: one sentence of our own, in little time."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from random import Random

import fuzzed_files
import fuzzed_readers as readers
import pytest

import standoff
from standoff.errors import InputError, JournalDamaged

ROOMS = Path(standoff.__file__).parent
#: What reads a file and is not called in `readers`, and why.
ELSEWHERE = {
    "read_toml": "every reader of TOML calls it",
    "read_file": "is `read_files` for one file",
    "read_into": "adds to a case what `read_files` has read",
    "read_in": "adds to a case what `read_files` has read",
    "read_extra": "`load_gazetteer` calls it",
    "read_noted": "`read_codings` calls it",
    "read_parquet": "`read_foreign` calls it",
    "read_table": "`read_foreign` calls it, or the file is one of the package",
    "read_plain": "`read_files` calls it",
    "read_html": "`read_files` calls it",
    "read_jsonl": "`read_files` calls it",
    "read_index": "`read_files` calls it",
    "read_published": "numbers of a published estimate, as `read_panel` reads its tables",
    "read_snapshot": "a cache of our own, tried by tests/record/test_snapshot.py",
}


@pytest.fixture(params=[8, pytest.param(400, marks=pytest.mark.full)], ids=["some", "many"])
def tries(request) -> int:
    return request.param


def refusal(reader: readers.Reader, path: Path) -> str:
    """What the reader says of a file; empty if it can read it."""
    try:
        reader.read(path)
    except (InputError, JournalDamaged) as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize("name", readers.READERS)
def test_the_sound_file_is_read(name, tmp_path):
    reader = readers.READERS[name]
    path = tmp_path / reader.name
    path.write_bytes(reader.packed(reader.seed))
    if "broken" not in name:
        assert refusal(reader, path) == ""


@pytest.mark.parametrize("name", readers.READERS)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(name, tries, tmp_path):
    reader = readers.READERS[name]
    for number in range(-(-tries // reader.dear)):
        chance = Random(f"{name} {number}")
        folder = tmp_path / "try"
        folder.mkdir()
        path = folder / reader.name
        raw = reader.packed(fuzzed_files.damaged(reader.seed, chance))
        path.write_bytes(raw)
        begun = time.process_time()
        said = refusal(reader, path)
        spent = time.process_time() - begun
        assert said.isprintable(), (number, said)
        assert len(said) < 2_000, (number, said)
        assert spent < 1.0 + 8 * len(raw) / 1e6, (number, spent)
        assert path.read_bytes() == raw, "a reader changes nothing"
        shutil.rmtree(folder)


def test_every_function_that_reads_a_file_is_tried_here():
    """By its name (`read_`, `load_`) and by an argument that is a path; a new one is named here."""
    found = {
        match[1]
        for path in ROOMS.rglob("*.py")
        for match in re.finditer(
            r"def ((?:read|load)_\w+)\([^)]*\b(?:path|folder|paths)\b", path.read_text("utf-8")
        )
    }
    called = set(re.findall(r"\w+", Path(readers.__file__).read_text("utf-8")))
    assert found - called == set(ELSEWHERE)
