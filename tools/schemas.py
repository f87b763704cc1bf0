"""Write docs/schema/*.json from the answers of the commands: `python tools/schemas.py`."""

from __future__ import annotations

import json
from pathlib import Path

from standoff.nouns.schemas import ANSWERS, schema_of


def main() -> None:
    """One schema a command."""
    folder = Path(__file__).parents[1] / "docs" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ANSWERS:
        text = json.dumps(schema_of(name), indent=1, sort_keys=True, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
