"""An item in, how messages call it out: 项目“热线运行”的, or nothing for the report itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..figure import Item, title_of


def name_of(item: Item) -> str:
    name = title_of(item, ("名称", "指标"))
    return f"“{name}”的" if name else ""


def projects_of(figures: Item) -> Iterator[tuple[Item, str]]:
    """Every project with how messages call it."""
    for number, project in enumerate(figures.rows("项目"), 1):
        yield project, f"项目“{project.text('名称') or f'第{number}个'}”"


def assessed_of(figures: Item) -> Iterator[tuple[Item, str]]:
    """Whatever has indicators and a score: every project, and the department as a whole."""
    yield from projects_of(figures)
    whole = figures.item("整体自评")
    if whole is not None:
        yield whole, "整体自评"
