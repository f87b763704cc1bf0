"""Packed, bloated and broken files: one clear sentence, in little time, and nothing changed."""

from __future__ import annotations

import gzip
import io
import random
import struct
import time
import zipfile
from datetime import date, datetime, timedelta

import polars as pl
import pytest

from standoff.case import Case, import_file
from standoff.errors import FileUnreadable, InputError, LimitExceeded
from standoff.record.importing.reading import FORMS, read_foreign
from standoff.settings import Settings

KEDS = "date,source,target,weis\n1990-08-02,IRQ,KUW,223\n1990-08-03,USA,IRQ,174\n"


def zipped(*contents, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"part{number}.csv", content)
    return stream.getvalue()


def claiming(raw, size):
    """A zip whose directory and local header claim that its file has `size` bytes."""
    at = raw.index(b"PK\x01\x02")
    raw = raw[: at + 24] + struct.pack("<I", size) + raw[at + 28 :]
    return raw[:22] + struct.pack("<I", size) + raw[26:]


def claiming_zip64(raw, size):
    """The same with a 64-bit size, as a zip must claim ten gigabytes."""
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    name, extra = struct.unpack("<HH", raw[at + 28 : at + 32])
    field = struct.pack("<HHQ", 1, 8, size)
    head = bytearray(raw[at : at + 46 + name])
    head[24:28] = b"\xff" * 4
    head[30:32] = struct.pack("<H", extra + len(field))
    tail = bytearray(raw[end:])
    tail[12:16] = struct.pack("<I", end - at + len(field))
    rest = raw[at + 46 + name : end]
    return raw[:at] + bytes(head) + field + rest + bytes(tail)


def refusal(work, *given):
    """What an input error says; empty if all went well."""
    try:
        work(*given)
    except InputError as fault:
        return str(fault)
    return ""


def written(folder, raw, name="x.csv"):
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("pack", [zipped, lambda text: gzip.compress(text.encode())])
def test_a_packed_file_is_read_like_the_file_in_it(tmp_path, pack):
    plain = read_foreign(written(tmp_path, KEDS.encode()), "keds").parsed.tables["events"]
    packed = read_foreign(written(tmp_path, pack(KEDS)), "keds").parsed.tables["events"]
    assert packed.equals(plain)


def test_a_zip_that_claims_ten_gigabytes_is_refused_unread(tmp_path):
    path = written(tmp_path, claiming_zip64(zipped(KEDS), 10_000_000_000))
    with pytest.raises(LimitExceeded, match=r"unpacks to 10000000000 bytes.*max_import_bytes"):
        read_foreign(path, "keds")


@pytest.mark.parametrize("claim", [None, 10, 4_000_000_000])
def test_a_zip_bomb_stops_at_the_limit_whatever_it_claims(tmp_path, claim):
    bomb = zipped(b"a" * 30_000_000)
    path = written(tmp_path, bomb if claim is None else claiming(bomb, claim))
    settings = Settings(max_import_bytes=1_000_000)
    with pytest.raises(InputError) as fault:
        read_foreign(path, "keds", settings=settings)
    assert "\n" not in str(fault.value)


def test_a_gzip_bomb_stops_at_the_limit(tmp_path):
    path = written(tmp_path, gzip.compress(b"a" * 30_000_000) * 2)
    with pytest.raises(LimitExceeded, match="max_import_bytes"):
        read_foreign(path, "keds", settings=Settings(max_import_bytes=1_000_000))


def test_packed_files_that_cannot_be_unpacked(tmp_path):
    cut = gzip.compress(KEDS.encode())[:-9]
    two, none = zipped(KEDS, KEDS), zipped()
    for raw, says in (
        (cut, "damaged"),
        (two, "holds 2 files"),
        (zipped(KEDS)[:40], "damaged"),
        (none, "is not UTF-8|binary data|the columns"),
    ):
        with pytest.raises(FileUnreadable, match=says):
            read_foreign(written(tmp_path, raw), "keds")


def bloated(rows, **columns):
    stream = io.BytesIO()
    frame = pl.DataFrame([columns] * rows)
    frame.write_parquet(stream, compression="zstd")
    return stream.getvalue()


def test_a_small_parquet_file_of_very_many_cells_is_refused_unread(tmp_path):
    raw = bloated(200_000, date="2001-01-01", source="USA", target="PRK", weis="174")
    assert len(raw) < 20_000
    with pytest.raises(LimitExceeded, match=r"unpacks to 6400000 bytes.*max_import_bytes"):
        read_foreign(
            written(tmp_path, raw, "x.parquet"), "keds", settings=Settings(max_import_bytes=10**6)
        )


def test_a_long_text_shared_by_many_cells_is_counted_each_time(tmp_path):
    raw = bloated(1_000, date="2001-01-01", source="U" * 100_000, target="PRK", weis="174")
    with pytest.raises(LimitExceeded, match="max_import_bytes"):
        read_foreign(
            written(tmp_path, raw, "x.parquet"), "keds", settings=Settings(max_import_bytes=10**7)
        )


def parquet(folder, **columns):
    usual = {"date": ["2001-01-01"], "source": ["USA"], "target": ["PRK"], "weis": ["174"]}
    stream = io.BytesIO()
    pl.DataFrame({**usual, **columns}).write_parquet(stream)
    return written(folder, stream.getvalue(), "x.parquet")


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"source": [b"\xff\xfe"]}, "the columns source are missing"),
        ({"source": [timedelta(days=1)]}, "the columns source are missing"),
        ({"source": [["USA"]]}, "the columns source are missing"),
        ({" source": ["USA"]}, "two columns have the same name"),
        ({"date": ["0000-01-01"]}, "a year before 1 or after 9998"),
        ({"date": ["9999-12-31"]}, "a year before 1 or after 9998"),
        ({"goldstein": [float("nan")]}, "is no number"),
        ({"weis": pl.Series([2**64 - 1], dtype=pl.UInt64)}, "is no WEIS code"),
    ],
)
def test_columns_of_kinds_and_values_that_cannot_be_used(tmp_path, columns, says):
    with pytest.raises(FileUnreadable, match=says):
        read_foreign(parquet(tmp_path, **columns), "keds")


@pytest.mark.parametrize(
    "columns",
    [
        {"weis": [174.0]},
        {"weis": [174]},
        {"weis": pl.Series(["174"], dtype=pl.Categorical)},
        {"date": [datetime(2001, 1, 1, 20, 30)]},
        {"date": [date(2001, 1, 1)]},
        {"more": [[1, 2]]},
    ],
)
def test_what_other_programs_write_for_the_same_is_the_same(tmp_path, columns):
    usual = read_foreign(parquet(tmp_path), "keds").parsed.tables["events"]
    assert read_foreign(parquet(tmp_path, **columns), "keds").parsed.tables["events"].equals(usual)


@pytest.mark.parametrize("number", ["1e300", "9.3e18", "nan", "1.5", "x"])
def test_a_number_that_cannot_be_one_is_set_aside(tmp_path, number):
    mapping = '[columns]\ndate = "d"\nwho = "w"\nmove = "m"\nnumber = "n"\n'
    path = written(tmp_path, f"d,w,m,n\n2001-01-01,USA,threat,{number}\n2001-01-01,USA,threat,3\n"
                   .encode())  # fmt: skip
    parsed = read_foreign(path, "csv", mapping=written(tmp_path, mapping.encode(), "m.toml")).parsed
    assert parsed.tables["events"]["number"].to_list() == [3]
    assert [aside.line for aside in parsed.aside] == [2]


@pytest.mark.parametrize(
    "raw",
    [
        b"?" * 2_000_000,
        b"," * 2_000_000,
        b'"' * 2_000_001,
        b"\n" * 2_000_000,
        b"\t" * 2_000_000,
        b"[" * 2_000_000,
        b"date,source,target,weis\n" + b'"' * 1_999_999,
        b"date,source,target,weis\n" + b",,,\n" * 400_000,
        b"date,source,target,weis\n" + b'"\n' * 500_000,
        b"date,source,target,weis\n" + b"1990-01-01,USA," + b"P" * 1_900_000 + b",174\n",
    ],
)
@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_two_megabytes_of_anything_end_soon_and_in_one_sentence(tmp_path, form, raw):
    path = written(tmp_path, raw)
    begun = time.process_time()
    said = refusal(read_foreign, path, form)
    assert "\n" not in said
    assert len(said) < 2_000
    assert time.process_time() - begun < 2 * len(raw) / 1e6 * 4, "2 s a MB, on a busy machine"


def test_a_longer_line_than_the_setting_allows_is_refused(tmp_path):
    path = written(tmp_path, KEDS.encode() + b"x" * 3_000 + b"\n")
    with pytest.raises(LimitExceeded, match="line 4 is too long"):
        read_foreign(path, "keds", settings=Settings(max_line_chars=1_000))


@pytest.mark.parametrize("seed", range(60))
def test_noise_in_a_sound_file_is_set_aside_or_refused_and_never_more(tmp_path, seed):
    """A changed file is read or refused in one sentence; the case is then as it was before."""
    chance = random.Random(seed)
    case = tmp_path / "case"
    before = import_file(case, written(tmp_path, KEDS.encode(), "good.csv"), "keds").head
    stream = io.BytesIO()
    pl.read_csv(KEDS.encode()).write_parquet(stream)
    good = chance.choice([KEDS.encode(), zipped(KEDS), stream.getvalue()])
    raw = bytearray(good)
    for _ in range(chance.randint(1, 5)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    path = written(tmp_path, bytes(raw))
    said = refusal(import_file, case, path, "keds")
    assert "\n" not in said
    assert (Case.open(case).head_hash == before) == bool(said) or raw == good
