"""How a file is replaced where somebody has the old one open, and what is said where it cannot."""

from __future__ import annotations

import os

import pytest

from standoff import files
from standoff.errors import NotWritten


@pytest.mark.parametrize(("patient", "refusals", "done"), [(True, 3, True), (False, 1, False)])
def test_a_reader_who_lets_go_is_waited_for(tmp_path, monkeypatch, patient, refusals, done):
    """Windows refuses to replace an open file; elsewhere a refusal is one."""
    path, left, real = tmp_path / "case.toml", [refusals], os.replace
    path.write_text("old", encoding="utf-8")

    def busy(source, target):
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(files, "_BUSY_MAY_PASS", patient)
    monkeypatch.setattr(files.os, "replace", busy)
    if done:
        files.write_bytes(path, b"new")
    else:
        with pytest.raises(NotWritten, match="Permission denied"):
            files.write_bytes(path, b"new")
    assert path.read_text(encoding="utf-8") == ("new" if done else "old")
    assert [one.name for one in tmp_path.iterdir()] == ["case.toml"]


def test_a_folder_that_is_missing_or_a_file_is_named(tmp_path):
    with pytest.raises(NotWritten, match="there is no folder"):
        files.write_bytes(tmp_path / "no" / "x.html", b"")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(NotWritten, match="this is a file, and a folder is needed"):
        files.make_folder(tmp_path / "a.txt")
