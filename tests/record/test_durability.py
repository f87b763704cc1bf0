"""Acknowledged means durable: kills, crowds of writers, full disks, locks, read-only folders."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from standoff.errors import JournalError, NotWritten
from standoff.record import Journal, note_entry
from standoff.settings import Settings

WRITERS = Path(__file__).with_name("writers.py")
IMPATIENT = Settings(journal_wait_seconds=0.2)


def run(*args):
    done = subprocess.run(
        [sys.executable, str(WRITERS), *map(str, args)], capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def notes(count=1, size=10):
    return [note_entry({"value": "x" * size}) for _ in range(count)]


def test_writers_wait_for_each_other(tmp_path):
    Journal.create(tmp_path / "j.sqlite")
    found = run("crowd", tmp_path / "j.sqlite", 4, 25)
    assert found == {"ended": [0, 0, 0, 0], "batches": 100}


def test_only_one_of_several_makers_makes_the_journal(tmp_path):
    script = (
        "import sys; from standoff.record import Journal; from standoff.errors import CaseError\n"
        "try: Journal.create(sys.argv[1])\n"
        "except CaseError: sys.exit(9)\n"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "j.sqlite")])
        for _ in range(3)
    ]
    assert sorted(maker.wait(60) for maker in makers) == [0, 9, 9]
    assert Journal.open(tmp_path / "j.sqlite").append(notes())


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_locked_journal_can_be_read_and_is_not_written(journal, tmp_path):
    journal.append(notes())
    other = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = Journal.open(tmp_path / "journal.sqlite", settings=IMPATIENT)
    with pytest.raises(NotWritten, match=r"another program has held the journal for 0\.2 seconds"):
        waiting.append(notes())
    assert len(list(waiting.entries())) == 1
    other.execute("ROLLBACK")
    other.close()
    assert waiting.append(notes())[0].seq == 2


def test_a_journal_held_by_another_program_alone_says_so(journal, tmp_path):
    other = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JournalError, match="another program holds the journal"):
        Journal.open(tmp_path / "journal.sqlite", settings=IMPATIENT)
    other.close()
    assert Journal.open(tmp_path / "journal.sqlite").append(notes())


def in_child(work):
    """Run `work` in a forked process (so that limits and rights end with it); its exit code."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException as fault:
            os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_full_disk_acknowledges_nothing_and_changes_nothing(journal, tmp_path):
    journal.append(notes(3))
    before = list(journal.entries())
    path = tmp_path / "journal.sqlite"

    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises(NotWritten, match="the database refused the write"):
            journal.append(notes(500, size=1000))

    assert in_child(fill) == 0
    journal.verify(journal.head)
    assert list(journal.entries()) == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert journal.append(notes())[0].seq == 4


def test_no_room_for_a_new_journal_leaves_nothing_behind(tmp_path):
    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        with pytest.raises(NotWritten, match=r"cannot make the journal|refused the write"):
            Journal.create(tmp_path / "j.sqlite")

    assert in_child(fill) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def public_folder():
    """A folder that a process without rights can look into."""
    folder = Path(tempfile.mkdtemp(prefix="standoff-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def without_rights():
    """Root may write anywhere; become nobody."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def test_a_read_only_folder_can_be_read_and_nothing_is_made_there(public_folder):
    path = public_folder / "journal.sqlite"
    journal = Journal.create(path)
    journal.append(notes(3))
    path.chmod(0o444)
    public_folder.chmod(0o555)
    before = files(public_folder)

    def use():
        without_rights()
        again = Journal.open(path)
        assert again.verify(journal.head).seq == 3
        with pytest.raises(NotWritten, match=r"refused the write .*readonly"):
            again.append(notes())
        with pytest.raises(NotWritten, match="cannot make the journal"):
            Journal.create(public_folder / "other.sqlite")

    assert in_child(use) == 0
    assert files(public_folder) == before


FAILING_SYNC = """
#include <errno.h>
#include <unistd.h>
static int fails(void) { return access("%s", F_OK) == 0; }
int fsync(int fd) { if (fails()) { errno = EIO; return -1; } return 0; }
int fdatasync(int fd) { return fsync(fd); }
"""


@pytest.mark.skipif(not shutil.which("cc"), reason="needs a C compiler to make fsync fail")
def test_a_disk_that_cannot_sync_acknowledges_nothing(journal, tmp_path):
    journal.append(notes())
    mark = tmp_path / "fail"
    (tmp_path / "sync.c").write_text(FAILING_SYNC % mark)
    library = tmp_path / "sync.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, tmp_path / "sync.c"], check=True)
    script = (
        "import sys, pathlib; from standoff.record import Journal, note_entry\n"
        "from standoff.errors import NotWritten\n"
        "journal = Journal.open(sys.argv[1]); journal.append([note_entry({'n': 1})])\n"
        "pathlib.Path(sys.argv[2]).touch()\n"
        "try: journal.append([note_entry({'n': 2})])\n"
        "except NotWritten as fault: sys.stdout.write(str(fault)); sys.exit(9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "journal.sqlite"), str(mark)],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 9, done.stderr[-1000:]
    assert "the database refused the write" in done.stdout
    assert "nothing was changed" in done.stdout
    journal.verify()
    assert journal.head.seq == 2
