"""A bureau's rule as it is written in, the relation to be checked out, or its mistakes at the very characters (M4)."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from ...codes import bureau as codes
from ...diagnostic import Code, Diagnostic, Label
from ...expression import BadExpression, Expression, names_in, parse, spell
from ...expression.parse import COMPARISONS, Literal, Operation
from ...model import Record
from ...pack import OwnRule, Pack
from ...relations import SIDES, SLOT, Relation
from ...relations import names as path_of
from ...source import Place
from .names import Misnamed, root_record, scope_records
from .sorts import TRUTH, Nonsense, ValueSort, sort_of

CODE = re.compile(r"[A-Z一-鿿]{2,8}[0-9]{2,4}")
MOST_RELATIONS = 200
"""Each is worked out at every place of its scope, in every report: a stranger's pack must not take a minute."""
WRITE = {
    "关系": "写成 资金.执行 ≤ 资金.到位 这样的算式；且、或、非两边空一格",
    "条件": "写成 资金.到位 > 0 或 有(资金.到位)；且、或、非两边空一格",
    "消息": "花括号里写一个名称或算式，如 {资金.执行}",
    "允差": "写成 0.05万元 或 1%",
    "算式": "写成 得分 ÷ 分值 或 到位 ÷ 全年预算 这样的算式",
}
PRINTED = ("金额", "比率", "数量", "得分", "文字", "日期", "零")


class Reader(Struct, frozen=True):
    """One rule while it is read; `found` collects its mistakes."""

    rule: OwnRule
    found: list[Diagnostic]

    def wrong(self, key: str, code: Code, message: str, help: str = "", start: int = 0, end: int | None = None) -> None:
        text, place = self.rule.texts.get(key, self.rule.code), self.rule.places[key]
        at = _part(place, text, start, len(text) if end is None else end)
        self.found.append(Diagnostic(code, message, Label(at), help=help))

    def parsed(self, key: str, text: str, offset: int = 0) -> Expression | None:
        try:
            return parse(text)
        except BadExpression as bad:
            start = min(offset + bad.offset, offset + max(len(text.rstrip()) - 1, 0))
            self.wrong(key, codes.SYNTAX, f"“{key}”写错了：{bad.message}", WRITE[key], start, start + 1)
            return None

    def sort(self, key: str, tree: Expression, scopes: tuple[Record, ...], offset: int = 0) -> ValueSort | None:
        try:
            return sort_of(tree, scopes)
        except Misnamed as bad:
            path = next(one for one in names_in(tree) if ".".join(one.names) == bad.name)
            start = offset + path.offset
            advice = f"是不是“{bad.meant}”？" if bad.meant else "名称照填报格式写，见 docs/vocabulary.md"
            said = f"“{key}”里的“{bad.name}”不在填报格式里"
            self.wrong(key, codes.NAME, said, advice, start, start + len(bad.name))
        except Nonsense as bad:
            start = offset + bad.about.offset if bad.about is not None else offset
            end = start + len(bad.about.function) if bad.about is not None else None
            if end is None and key == "消息":
                end = start + len(spell(tree))
            self.wrong(key, codes.SENSE, f"“{key}”不能算：{bad.message}", bad.help, start, end)
        return None


@lru_cache(maxsize=32)
def relations_of(pack: Pack) -> tuple[tuple[Relation, ...], tuple[Diagnostic, ...]]:
    """The relations of a pack and what is wrong with them, read once."""
    found: list[Diagnostic] = []
    root = root_record(pack)
    for rule in pack.rules.own[MOST_RELATIONS : MOST_RELATIONS + 1]:
        said = f"勾稽关系有 {len(pack.rules.own)} 条，超过 {MOST_RELATIONS} 条"
        Reader(rule, found).wrong("代码", codes.TOO_MANY, said, "同一种关系写成一条，用“范围”逐个核对")
    relations = [_relation(Reader(rule, found), root, pack) for rule in pack.rules.own[:MOST_RELATIONS]]
    return tuple(one for one in relations if one is not None), tuple(found)


def _relation(reader: Reader, root: Record, pack: Pack) -> Relation | None:
    rule = reader.rule
    if "类别" not in rule.texts or "关系" not in rule.texts:  # told where the file was read
        return None
    before = len(reader.found)
    if not CODE.fullmatch(rule.code):
        advice = "两个以上大写字母或汉字加两到四位数字，如 SC101；一个字母加三位数字的是程序自己的"
        reader.wrong("代码", codes.TAKEN, f"“{rule.code}”不能做勾稽关系的代码", advice)
    says = _read(reader, root)
    if says is None or len(reader.found) > before:
        return None
    formula, condition, message, advice, tolerance = (
        rule.texts.get(key, "") for key in ("关系", "条件", "消息", "建议", "允差")
    )
    return Relation(
        _code(rule, says, pack), path_of(rule.texts.get("范围", "")), formula, condition, message, advice, tolerance
    )


def mistakes(rule: OwnRule, root: Record) -> tuple[Diagnostic, ...]:
    """What is wrong with the formulas of a rule, a bureau's or the program's own, over the keys of a report."""
    found: list[Diagnostic] = []
    _read(Reader(rule, found), root)
    return tuple(found)


def _read(reader: Reader, root: Record) -> Operation | None:
    """The comparison of a rule; every mistake in its formulas is told."""
    scopes = _scopes(reader, root)
    if scopes is None:
        return None
    says, sort = _comparison(reader, scopes)
    _condition(reader, scopes)
    _message(reader, scopes)
    _tolerance(reader, sort)
    return says


def _scopes(reader: Reader, root: Record) -> tuple[Record, ...] | None:
    try:
        scopes = scope_records(path_of(reader.rule.texts.get("范围", "")), root)
    except Misnamed as bad:
        advice = f"是不是“{bad.meant}”？" if bad.meant else ""
        reader.wrong("范围", codes.SCOPE, f"填报格式里没有“{bad.name}”", advice)
        return None
    if scopes is None:
        text = reader.rule.texts["范围"]
        reader.wrong("范围", codes.SCOPE, f"“{text}”下面没有键，不能逐个核对", "写到上一层，这一层写进“关系”里")
    return scopes


def _comparison(reader: Reader, scopes: tuple[Record, ...]) -> tuple[Operation | None, ValueSort | None]:
    """The relation, and the sort of its sides."""
    tree = reader.parsed("关系", reader.rule.texts["关系"])
    if tree is None:
        return None, None
    if not isinstance(tree, Operation) or tree.sign not in COMPARISONS:
        reader.wrong("关系", codes.SENSE, "“关系”不是一个比较", "写成 甲 ≤ 乙：比较的两边各一个算式")
        return None, None
    if reader.sort("关系", tree, scopes) is None:
        return None, None
    sides = [sort_of(side, scopes) for side in (tree.left, tree.right)]
    return tree, next((one for one in sides if one.name != "零"), sides[0])


def _condition(reader: Reader, scopes: tuple[Record, ...]) -> None:
    text = reader.rule.texts.get("条件")
    tree = reader.parsed("条件", text) if text is not None else None
    sort = reader.sort("条件", tree, scopes) if tree is not None else None
    if sort is not None and sort.name != TRUTH:
        reader.wrong("条件", codes.SENSE, f"“条件”要是一个判断，这里是{sort.says}", WRITE["条件"])


def _tolerance(reader: Reader, sort: ValueSort | None) -> None:
    text = reader.rule.texts.get("允差")
    tree = reader.parsed("允差", text) if text is not None else None
    if tree is None or sort is None:
        return
    own = sort_of(tree, ()).name if isinstance(tree, Literal) else ""
    if not isinstance(tree, Literal) or own not in (sort.name, "零", "比率"):
        reader.wrong("允差", codes.SENSE, f"“允差”要是一个数，与两边（{sort.name}）同一种，或写百分数", WRITE["允差"])


def _message(reader: Reader, scopes: tuple[Record, ...]) -> None:
    """What stands in the braces of a message."""
    text = reader.rule.texts.get("消息", "")
    at = 0
    for slot in SLOT.finditer(text):
        _stray(reader, text, at, slot.start())
        at = slot.end()
        if slot[1].strip() in SIDES:
            continue
        tree = reader.parsed("消息", slot[1], slot.start(1))
        sort = reader.sort("消息", tree, scopes, slot.start(1)) if tree is not None else None
        if sort is not None and (sort.many or sort.name not in PRINTED):
            said = f"“消息”里印不出“{slot[1].strip()}”：它是{sort.says}"
            reader.wrong("消息", codes.SENSE, said, "花括号里写一个数或一行文字", slot.start(1), slot.end(1))
    _stray(reader, text, at, len(text))


def _stray(reader: Reader, text: str, start: int, end: int) -> None:
    half = re.search("[{}｛｝]", text[start:end])
    if half is not None:
        at = start + half.start()
        reader.wrong("消息", codes.SYNTAX, "“消息”里的花括号没有配成对", "写成 {资金.执行}", at, at + 1)


def _code(rule: OwnRule, says: Operation, pack: Pack) -> Code:
    kind, texts = rule.texts["类别"], rule.texts
    warns = kind == "核实性" or (kind == "逻辑性" and texts.get("程度") == "警告")
    where = f"在“{texts['范围']}”的每一处核对" if "范围" in texts else "在整份文件里核对"
    if "条件" in texts:
        where += f"，条件：{texts['条件']}"
    source = f"出自模板包“{pack.name}”（{rule.places['代码'].file}），{where}。"
    return codes.own_code(rule.code, kind, warns, texts.get("名称", ""), spell(says), texts.get("说明", ""), source)


def _part(place: Place, text: str, start: int, end: int) -> Place:
    """A stretch of a text that was written in a pack's file; the whole of it where it was written with escapes."""
    for before in (0, 1):  # plain, or in quotation marks
        if place.text[before : len(place.text) - before] == text:
            return place.part(before + start, before + end)
    return place
