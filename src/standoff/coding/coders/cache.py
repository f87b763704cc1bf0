"""Answers kept on disk, so that the same question is paid for once.

An answer lies in a file named by the SHA-256 of model, prompt and text; another model, another
wording of the prompt or one changed letter of the text asks anew. A damaged file counts as none.
The files hold what the model said of a text, quotations included: keep the folder as the texts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from standoff.errors import FileUnreadable, LimitExceeded, NotWritten
from standoff.files import read_bytes, write_bytes
from standoff.settings import Settings

__all__ = ["AnswerCache", "default_cache"]


def default_cache() -> Path:
    """`$XDG_CACHE_HOME/standoff/llm`, by default below `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    return home / "standoff" / "llm"


class AnswerCache:
    """A folder of answers; `None` instead of a folder keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @staticmethod
    def key(parts: Sequence[str]) -> str:
        """The hash of model, prompt and text; the parts cannot run into each other."""
        return hashlib.sha256(json.dumps(list(parts)).encode("ascii")).hexdigest()

    def get(self, key: str) -> str | None:
        """The answer kept under `key`."""
        if self.folder is None:
            return None
        try:
            raw = read_bytes(self._path(key), Settings())
            kept = json.loads(raw)
            if isinstance(kept, dict) and kept.get("key") == key:
                answer = kept.get("answer")
                return answer if isinstance(answer, str) else None
        except (FileUnreadable, LimitExceeded, ValueError, RecursionError):
            pass
        return None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; raises `NotWritten` where the folder cannot be written."""
        if self.folder is None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise NotWritten(
                f"cannot keep answers: {fault.strerror}",
                where=str(self.folder),
                next="choose another folder with --llm-cache",
            ) from None
        write_bytes(path, json.dumps({"key": key, "answer": answer}).encode("ascii"))

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key}.json"
