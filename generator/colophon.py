"""Figures and a Pack in, how a report's file is called and what its properties say out."""

from __future__ import annotations

from .figure import Day, Item, Value
from .pack import Pack


def properties(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Which pack wrote a report; not the folder it lay in, which may name a user and differs from machine to machine."""
    came = "程序自带" if pack.origin.built_in else "不是程序自带的"
    return ("模板包", pack.name), ("模板包版本", pack.version), ("模板包摘要", pack.digest()), ("模板包来源", came)


def signed(figures: Item) -> tuple[str, str]:
    """Who wrote the report and when, for the properties of its file."""
    body, signature = figures.item("单位"), figures.item("落款")
    day = signature.get("日期") if signature is not None else None
    return (body.text("名称") or "" if body is not None else ""), day.date.isoformat() if isinstance(day, Day) else ""


def named_by(pack: Pack, figures: Item) -> tuple[Value, ...]:
    """What the unit says of itself in the name of the pack's file."""
    body = figures.item("单位")
    code = body.get("预算编码") if body is not None else None
    return (code,) if code is not None and "{预算编码}" in pack.file_name else ()


def pattern_name(pack: Pack, figures: Item) -> str:
    body = figures.item("单位")
    values = {
        "预算编码": (body.text("预算编码") if body is not None else None) or "",
        "单位": (body.text("名称") if body is not None else None) or "",
        "年度": figures.text("年度") or "",
        "报告名": pack.title,
    }
    return pack.file_name.format(**values).strip("-_ ")
