"""Codes and names of 科目 and a pack's list of them in, what cannot be or does not agree with the list out.

The list may be a part of the national one, and the ministry adds codes within a year: what it lacks is a warning.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from ..codes import names as codes
from ..derive.accounts import FUNDS
from ..derive.subject_names import LENGTHS, LEVELS, Written, alike, code_of, read_subject
from ..diagnostic import Code, Diagnostic, Label
from ..figure import Item, Text
from ..pack import Pack
from ..source import Place
from ..subjects import Subjects

FUNCTION, ECONOMIC = "功能分类", "经济分类"
HEADS = ("人员经费", "公用经费")


def subjects(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Every row of every list, and a row that stands twice."""
    year = figures.text("年度")
    known = pack.subjects.of(year)
    for rows, head, summed in _lists(figures):
        seen: dict[tuple[str, str], Place] = {}
        for row in rows:
            text = row.entries.get("科目")
            if not isinstance(text, Text):
                continue
            if not _listed(row, head, known):
                wrong = _wrong(read_subject(text.text), text, head, known, year or "")
                if wrong is None and summed and not row.text("编码"):
                    wrong = _uncoded(text, known.shared)
                if wrong is not None:
                    yield wrong
            key = row.text("编码") or text.text, row.text("收入来源") or ""
            if key in seen:
                yield _twice(read_subject(text.text), text, seen[key])
            seen.setdefault(key, text.place)


def _listed(row: Item, head: str, known: Subjects) -> bool:
    """Whether it stands in the list as it was written: code and name, nothing else, where it belongs."""
    text, code, name = row.text("科目"), row.text("编码") or "", row.text("名称")
    listed = (known.economic if head else known.functions).get(code)
    if listed is None or listed != name or text not in (code, f"{code} {name}"):
        return False
    return not head or code[:3] in (known.staff if head == HEADS[0] else known.office)


def _lists(figures: Item) -> Iterator[tuple[tuple[Item, ...], str, bool]]:
    """Rows, 人员经费 or 公用经费 where they are economic classes, and whether they are added up by their codes."""
    for year in figures.rows("历年"):
        for name in ("收入预算", "支出预算"):
            budget = year.item(name)
            if budget is not None:
                yield budget.rows("科目"), "", False
    spending = figures.item("支出")
    for owner in (spending, *(spending.item(name) for name in FUNDS)) if spending is not None else ():
        if owner is None:
            continue
        yield owner.rows("科目"), "", True
        basic = owner.item("基本支出")
        for head in HEADS if basic is not None else ():
            costs = basic.item(head) if basic is not None else None
            if costs is not None:
                yield costs.rows("科目"), head, False


def _wrong(written: Written, text: Text, head: str, known: Subjects, year: str) -> Diagnostic | None:
    """The first thing that is wrong with a row: what follows from it is not told."""
    names = known.economic if head else known.functions
    code = written.code or (_by_name(written.name, names) if head else "")
    if code:
        found = (
            _misplaced(code, written, text, head, known)
            or _shapeless(written, text, head)
            or _unknown(written, text, head, known)
        )
        if found is not None:
            return found
    return _levels(written, text, names) or _other_name(written, text, names, known, year)


def _by_name(name: str, names: Mapping[str, str]) -> str:
    return next((code for code, one in names.items() if one == name), "")


def _found(code: Code, message: str, text: Text, help: str) -> Diagnostic:
    return Diagnostic(code, message, Label(text.place), help=help)


def _shapeless(written: Written, text: Text, head: str) -> Diagnostic | None:
    first, lengths, kind = ("3", (3, 5), ECONOMIC) if head else ("2", (3, 5, 7), FUNCTION)
    if not written.code or (written.code[0] == first and len(written.code) in lengths):
        return None
    shapes = "、".join(f"{LEVELS[length]} {length} 位" for length in lengths)
    return _found(
        codes.SHAPE,
        f"科目编码“{written.code}”有 {len(written.code)} 位、以 {written.code[0]} 开头，不是{kind}的编码",
        text,
        f"{kind}的编码以 {first} 开头：{shapes}",
    )


def _misplaced(code: str, written: Written, text: Text, head: str, known: Subjects) -> Diagnostic | None:
    """A code of the other classification, or an economic class under the other head."""
    own, other = (ECONOMIC, FUNCTION) if head else (FUNCTION, ECONOMIC)
    if code[0] == ("2" if head else "3") and len(code) in LEVELS:
        listed = (known.functions if head else known.economic).get(code)
        where = "各项资金的“科目”" if head else "基本支出的人员经费、公用经费"
        what = f"“{code} {listed}”" if listed else f"“{code}”"
        return _found(codes.MISPLACED, f"{what}是{other}的科目，这里要{own}的", text, f"移到{where}下面")
    heads = {"人员经费": known.staff, "公用经费": known.office}
    right = next((one for one in HEADS if head and one != head and code[:3] in heads[one]), None)
    if right is None or code[:3] in heads[head]:
        return None
    name = written.name or known.economic.get(code, "")
    return _found(
        codes.MISPLACED,
        f"“{f'{code} {name}'.strip()}”属{right}，写在了{head}下",
        text,
        f"移到{right}下面；{'、'.join(heads[right])} 类属{right}",
    )


def _unknown(written: Written, text: Text, head: str, known: Subjects) -> Diagnostic | None:
    """An unknown 类, or an unknown 款 or 项 where the list has all that there are."""
    names, code = known.economic if head else known.functions, written.code
    if not code or code in names:
        return None
    above = code[: -len("00")]
    if code[:3] not in names:
        what = f"{ECONOMIC if head else FUNCTION}里没有“{code[:3]}”这一类"
    elif above in names and (above in known.whole or not known.partial):
        what = f"“{above} {names[above]}”下面没有“{code}”"
    else:
        return None
    return _found(
        codes.UNKNOWN,
        f"{what}，科目表里查不到",
        text,
        "核对编码；确有这个科目的，请财政局在模板包的 subjects.yaml 里加上",
    )


def _uncoded(text: Text, shared: Container[str]) -> Diagnostic:
    why = "许多款下都有这个项" if text.text in shared else "科目表里按名称查不到"
    return _found(
        codes.UNKNOWN,
        f"科目“{text.text}”没有编码，{why}：汇总不到类、款里，按科目列的表里没有它",
        text,
        f"在名称前面写上编码，写成“编码 {text.text}”",
    )


def _levels(written: Written, text: Text, names: Mapping[str, str]) -> Diagnostic | None:
    """A name that is labelled 类, 款 or 项 is of that level by the list."""
    for level, name in written.levels.items():
        own = {LEVELS[len(code)] for code, one in names.items() if len(code) in LEVELS and alike(one, name)}
        listed = names.get(written.code[: LENGTHS[level]], "") if len(written.code) >= LENGTHS[level] else ""
        if own and level not in own:
            fact = f"“{name}”是{'、'.join(sorted(own))}，不是{level}"
        elif listed and not alike(listed, name):
            fact = f"“{written.code}”的{level}是“{listed}”，写的是“{name}”"
        else:
            continue
        code = written.code or code_of(Written("", written.name, {}), names)
        path = [
            f"{names[code[:length]]}（{label}）"
            for length, label in LEVELS.items()
            if length <= len(code) and code[:length] in names
        ]
        advice = f"按科目表是“{''.join(path)}”" if path else "按科目表核对类、款、项"
        return _found(codes.LEVEL, f"科目的级次不对：{fact}", text, f"{advice}；只写编码就行，名称由程序补")
    return None


def _other_name(
    written: Written, text: Text, names: Mapping[str, str], known: Subjects, year: str
) -> Diagnostic | None:
    """A code and a name that the list does not put together, in a year of the list or where it is another's name."""
    listed, name = names.get(written.code), written.name
    if listed is None or not name:
        return None
    old = known.old.get(written.code)
    if alike(name, listed) or (old is not None and not old.over(year) and alike(name, old.name)):
        return None
    other = next((code for code, one in names.items() if alike(one, name)), None)
    if other is None and year not in known.years:
        return None
    return _found(
        codes.NAME,
        f"“{written.code}”的名称是“{listed}”，写的是“{name}”" + (f"（“{other}”的名称）" if other else ""),
        text,
        f"编码对的，只写“{written.code}”" + (f"；名称对的，编码应为“{other}”" if other else "；名称对的，核对编码"),
    )


def _twice(written: Written, text: Text, first: Place) -> Diagnostic:
    name = f"{written.code} {written.name}".strip()
    return Diagnostic(
        codes.TWICE,
        f"科目“{name}”写了两行",
        Label(text.place, "又写了一次"),
        (Label(first, "先写在这里"),),
        help="两行合成一行（基本、项目写在同一行）；重复录入的删去一行；其他资金的各写“收入来源”",
    )
