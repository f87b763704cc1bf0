"""Runs the blocks of a page as a reader would, in one folder, and gives what each prints.

`standoff` commands run in this process (through the same `main` as the program), so that a whole
page takes seconds; Python blocks share their names, as in one session; whatever else a line says
goes to a shell whose `standoff` and `python` are ours.
"""

from __future__ import annotations

import contextlib
import glob
import io
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from docs_pages import ROOT, Block
from standoff.cli import root
from standoff.errors import StandoffError

__all__ = ["PageRunner"]

_PLAIN = re.compile(r"standoff [^|<>&;$`]*(?:> *(?P<out>[\w./-]+))?")


class PageRunner:
    """One page in one folder; `demo` gives a folder with the bundled case to copy."""

    def __init__(self, folder: Path, demo: Callable[[], Path], known: dict[str, str]) -> None:
        self.folder, self.demo = folder, demo
        self.known = known
        self.names: dict[str, object] = {}
        self.printed = ""

    def run(self, block: Block) -> None:
        """Do what one block says; raises `AssertionError` where it fails or prints otherwise."""
        if "not run" in block.marks:
            return
        if block.kind == "case":
            self._copy(block.text)
        elif block.kind == "quietly":
            self._shell(block, block.text)
        elif "file" in block.marks:
            self._write(block)
        elif block.kind == "sh":
            self.printed = self._shell(block, block.text)
        elif block.kind == "python":
            self.printed = self._python(block)
        elif "prints" in block.marks:
            self._compare(block)

    def _copy(self, name: str) -> None:
        import shutil

        shutil.copytree(self.demo(), Path(name), dirs_exist_ok=True)

    def _write(self, block: Block) -> None:
        path = Path(block.marks["file"])  # where the reader is by now (`cd`)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text + "\n", encoding="utf-8")

    def _shell(self, block: Block, text: str) -> str:
        lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
        commands = [line for line in lines if not line.lstrip().startswith("#")]
        told = []
        for number, command in enumerate(commands, start=1):
            last = number == len(commands)
            code, printed = self._command(
                self._named(command), block.marks.get("keys") if last else None
            )
            wanted = int(block.marks.get("exit", "0")) if last else 0
            assert code == wanted, f"{block.where}: {command}\nexit {code}\n{printed}"
            told.append(printed)
        return "".join(told)

    def _named(self, command: str) -> str:
        """The command with our own addresses, and with files of the repository where they are."""
        command = re.sub(r"\b(benchmarks|docs|tools|src)/(?=\S)", rf"{ROOT}/\1/", command)
        for name, value in self.known.items():
            command = command.replace(name, value)
        return command

    def _command(self, command: str, keys: str | None) -> tuple[int, str]:
        # A comment begins a word; inside one, `#` is part of it (llm:URL#MODEL).
        command = re.sub(r"(^|\s)#.*$", "", command).strip()
        words = shlex.split(command)
        if words and words[0] == "cd":
            os.chdir(words[1])
            return 0, ""
        plain = _PLAIN.fullmatch(command)
        if plain or (words and words[0] == "standoff" and not set(words) & set("|<>&;")):
            out = words.index(">") if ">" in words else len(words)
            return self._standoff(_spread(words[1:out]), words[out + 1 :], keys)
        return _in_a_shell(command)

    def _standoff(self, words: list[str], out: list[str], keys: str | None) -> tuple[int, str]:
        if words[0] == "demo" and "--json" not in words:
            return self._demo(words)
        done = CliRunner().invoke(root, words, input=_typed(keys))
        if isinstance(done.exception, StandoffError):
            return done.exception.exit_code, f"Error: {done.exception}\n"
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        if out:
            Path(out[0]).write_text(done.stdout, encoding="utf-8")
            return done.exit_code, done.stderr
        return done.exit_code, done.output

    def _demo(self, words: list[str]) -> tuple[int, str]:
        """`standoff demo` is run once for all pages, and its case copied to where it is asked."""
        target = words[words.index("--case") + 1] if "--case" in words else "demo/korea"
        self._copy(target)
        return 0, f"The page: {target}/report.html\n"

    def _python(self, block: Block) -> str:
        path = self.folder / f".block-{block.line}.py"
        path.write_text(self._named(block.text), encoding="utf-8")
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            told = runpy.run_path(str(path), init_globals=dict(self.names))
        self.names |= {key: value for key, value in told.items() if not key.startswith("__")}
        return out.getvalue()

    def _compare(self, block: Block) -> None:
        printed = _plain(self.printed)
        at = 0
        for line in block.text.splitlines():
            pattern = ".*?".join(re.escape(part) for part in re.split(r"\.\.\.|…", _plain(line)))
            if not pattern.strip(".*? "):
                continue
            found = re.compile(pattern).search(printed, at)
            assert found, f"{block.where}: is not printed: {line}\n--- printed:\n{self.printed}"
            at = found.end()


def _typed(keys: str | None) -> str | None:
    """What is typed: one answer a line; `_` stands for a blank."""
    return None if keys is None else "".join(f"{key}\n".replace("_", " ") for key in keys.split())


def _spread(words: list[str]) -> list[str]:
    """The words with those that stand for files spread out, as a shell does."""
    return [found for word in words for found in (sorted(glob.glob(word)) or [word])]


def _plain(text: str) -> str:
    """Without the rules of tables, all white space as single blanks."""
    return " ".join(re.sub(r"[─━]+", " ", text).split())


def _in_a_shell(command: str) -> tuple[int, str]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", command], env={**os.environ, "PATH": programs}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout
