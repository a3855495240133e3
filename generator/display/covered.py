"""What a check looked at in, what is said of it to an author out: in words, and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import asdict

from ..checks.coverage import Chapter, Coverage
from ..source import cut
from .screen import visible

LONGEST = 60
"""Characters of a relation that are shown."""
MOST = 8
"""Relations of a chapter that could not be judged and are named one by one."""


def covered(names: Sequence[str], found: Sequence[Coverage]) -> str:
    """A few lines for each pack, behind the verdict on a file; none where it was not asked for."""
    same: dict[int, list[str]] = {}
    for name, one in zip(names, found, strict=True) if found else ():
        same.setdefault(found.index(one), []).append(name)
    return "".join(f"{line}\n" for at, names in same.items() for line in _lines("；".join(names), found[at]))


def _lines(pack: str, found: Coverage) -> Iterator[str]:
    open_ = found.unjudged
    yield f"  核对了什么（{visible(pack)}）"
    left = f"，{open_} 处没有核对" if open_ else ""
    yield f"    勾稽关系：适用 {found.judged + open_} 处，核对了 {found.judged} 处{left}"
    for chapter in found.chapters:
        yield from _chapter(chapter)
    if found.empty:
        yield f"      没有填的章节，里面的关系没有核对：{'、'.join(found.empty)}"
    rest = sum(found.printed.values())
    yield f"    填的数：{found.typed} 个，{found.held} 个和别的数核对过，{found.computing} 个只用来计算，{rest} 个只照印"
    if found.printed:
        yield f"      只照印的：{'、'.join(f'{visible(name)} {count} 个' for name, count in found.printed.items())}"
    alone = found.numbers - found.referred - found.told
    yield (
        f"    文字里的数：{found.numbers} 个，{found.referred} 个是引用填的数，{found.told} 个和填的数核对过，"
        f"{alone} 个只看前后文"
    )
    if found.unset:
        yield f"    模板包没有规定、所以不查的：{'、'.join(found.unset)}"


def _chapter(chapter: Chapter) -> Iterator[str]:
    open_ = sum(one.places for one in chapter.unjudged)
    yield f"      {visible(chapter.name)}：核对 {chapter.judged} 处" + (f"，没有核对 {open_} 处" if open_ else "")
    for one in chapter.unjudged[:MOST]:
        places = f"（{one.places} 处）" if one.places > 1 else ""
        yield f"        {one.code} {visible(cut(one.relation, LONGEST))}：{visible(one.why)}{places}"
    if len(chapter.unjudged) > MOST:
        yield f"        另有 {len(chapter.unjudged) - MOST} 条没有核对（--format json 全部列出）"


def as_object(found: Coverage) -> dict[str, object]:
    """The same for machines, whole."""
    chapters = [
        {"name": one.name, "judged": one.judged, "unjudged": [asdict(each) for each in one.unjudged]}
        for one in found.chapters
    ]
    return {
        "relations": {"judged": found.judged, "unjudged": found.unjudged, "chapters": chapters},
        "empty_chapters": list(found.empty),
        "figures": {
            "filled_in": found.typed,
            "compared": found.held,
            "only_computed_with": found.computing,
            "only_printed": dict(found.printed),
        },
        "numbers_in_text": {"all": found.numbers, "referred": found.referred, "compared": found.told},
        "no_rules_for": list(found.unset),
    }
