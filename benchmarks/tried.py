"""What a long run tried in, kept for docs/security.md; what was kept, out."""

from __future__ import annotations

import json
from pathlib import Path

KEPT = Path(__file__).with_name("tried.json")


def keep(name: str, count: int, how: str) -> None:
    """`count` files, none of which brought the program down, and the command that tries them again."""
    KEPT.write_text(
        json.dumps(tried() | {name: {"count": count, "how": how}}, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
        newline="\n",
    )


def tried() -> dict[str, dict[str, int | str]]:
    found: dict[str, dict[str, int | str]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return found
