"""The vocabulary in, the JSON Schema (draft-07) out by which an editor completes, explains and marks the YAML.

Chinese titles, descriptions and examples come from the same fields as the blank form and the messages. An editor reads
YAML 1.2: `2024` and `291.54` are numbers there, `291.54万元` is a text; both ways of writing are let through.
"""

from __future__ import annotations

import json
from typing import Any

from .amount import MONEY
from .exhaustive import assert_never
from .model import (
    Choice,
    Count,
    Date,
    Field,
    Kind,
    Length,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    ScalarKind,
    Score,
    Table,
    Year,
    YesNo,
)
from .vocabulary import REPORT

Schema = dict[str, Any]
_DIGITS = r"{sign}[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s*"
"""A written figure: plain or full-width digits, groups of three, decimals."""
_PASSAGE = "passage"
"""No key of the YAML is Latin, so that no record can have this name."""
_NONE: Schema = {"const": "无", "description": "本单位没有"}
_BLANK: Schema = {"const": "空", "description": "表上就空着"}
_FOUR = r"[0-9０-９]{4}\s*"
_YEAR = rf"{_FOUR}[年./-]\s*[0-9０-９]{{1,2}}\s*"
_DAY = r"[0-9０-９]{1,2}\s*日?"


_DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema(record: Record, title: str) -> Schema:
    """The schema of a whole file; each record of the vocabulary stands once, under the path at which it comes first."""
    writer = _Writer()
    whole = writer.record(record)
    head: Schema = {"$schema": _DRAFT, "title": title}
    return {**head, **whole, "definitions": writer.definitions}


def is_schema(data: bytes) -> bool:
    """Whether a file is a schema of this vocabulary: one that was written from here, by this version or another."""

    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    properties = found.get("properties") if isinstance(found, dict) and found.get("$schema") == _DRAFT else None
    asked = [one.name for one in REPORT.fields if one.required]
    return isinstance(properties, dict) and all(name in properties for name in asked)


class _Writer:
    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._names: dict[Record, str] = {}

    def field(self, field: Field, path: str) -> Schema:
        """A key with what an editor shows when the pointer rests on it."""
        shape = self.kind(field.kind, path)
        if field.none:
            shape = _any_of(shape, _NONE)
        if field.blank:
            shape = _any_of(shape, _BLANK)
        if "$ref" in shape:  # draft-07 reads nothing beside a $ref
            shape = {"allOf": [shape]}
        told = [part for part in (field.help, "可以不写，由程序算出；写了就核对" if field.computed else "") if part]
        described: Schema = {"title": field.name, "description": "；".join(told) or field.name}
        examples: Schema = {"examples": [field.example]} if field.example else {}
        return {**described, **examples, **shape}

    def kind(self, kind: Kind, path: str) -> Schema:
        """What may stand behind a key of a kind."""
        match kind:
            case Record():
                return self.reference(kind, path)
            case Table(record=record):
                item = _any_of(self.reference(record, path), _PART)
                return _any_of({"type": "array", "items": item, "minItems": 1}, _PASTED)
            case Named(kind=inner):
                own = {"type": "object", "additionalProperties": self.kind(inner, path), "minProperties": 1}
                return _any_of(own, _PASTED)
            case Passage():
                return self.passage()
            case _:
                return _single(kind)

    def reference(self, record: Record, path: str) -> Schema:
        """A record by its name; where it is new it gets one, and its keys are written."""
        name = self._names.get(record)
        if name is None:
            name = self._names[record] = path
            self.definitions[name] = {}
            shape = self.record(record, path)
            if record.main:
                shape = _any_of(self.kind(record.by_name[record.main].kind, f"{path}.{record.main}"), shape)
            if any(one.codes for one in record.fields):
                shape = _any_of(shape, _PASTED)
            self.definitions[name] = shape
        return {"$ref": f"#/definitions/{_escaped(name)}"}

    def record(self, record: Record, path: str = "") -> Schema:
        below = f"{path}." if path else ""
        shape: Schema = {
            "type": "object",
            "properties": {one.name: self.field(one, below + one.name) for one in record.fields},
            "additionalProperties": False,
        }
        required = [one.name for one in record.fields if one.required]
        return {**shape, "required": required} if required else shape

    def passage(self) -> Schema:
        """Paragraphs, a list of them, or sections of 标题 and 内容, which hold the same again."""
        if _PASSAGE not in self.definitions:
            own: Schema = {"$ref": f"#/definitions/{_PASSAGE}"}
            section: Schema = {
                "type": "object",
                "properties": {
                    "标题": {**_TEXT, "description": "小标题，序号由模板编"},
                    "内容": {"allOf": [own], "description": "小标题下的文字"},
                },
                "required": ["标题", "内容"],
                "additionalProperties": False,
            }
            self.definitions[_PASSAGE] = _any_of(_TEXT, section, {"type": "array", "items": own, "minItems": 1})
        return {"$ref": f"#/definitions/{_PASSAGE}"}


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_PART: Schema = {
    "type": "object",
    "properties": {"文件": {"type": "string", "description": "这一项写在另一个文件里，如 项目/热线.yaml"}},
    "required": ["文件"],
    "additionalProperties": False,
}
_PASTED: Schema = {"type": "string", "pattern": "\n", "description": "从 Excel 或 WPS 复制的表，第一行是表头"}


def _single(kind: ScalarKind | Lines) -> Schema:
    """What one value of a kind looks like."""
    match kind:
        case Choice(options=options):
            numbers = [int(option) for option in options if option.isdecimal()]
            return {"enum": [*options, *numbers], **_advice(f"只能写 {'、'.join(options)}")}
        case Money(signed=signed):
            return _figure("number", signed, f"({'|'.join(MONEY)})?", "写成 291.54 或 291.54万元 这样的金额")
        case Rate(signed=signed):
            return _text(f"{_digits(signed)}[%‰％]", "写成 95% 这样的百分数")
        case Count(whole=True):
            return _figure("integer", False, "", "写成 13 这样的整数")
        case Count():
            return _figure("number", False, r"\D*", "写成 13 或 29700件 这样的数")
        case Score():
            return _figure("number", False, "分?", "写成 98 或 98.5 这样的得分")
        case Year():
            year = _text("(19|20|１９|２０)[0-9０-９]{2}(年度?)?", "写成 2024 这样的四位数字")
            return {**year, "type": ["integer", "string"], "minimum": 1900, "maximum": 2099}
        case Date(year=True):
            return _text(rf"{_FOUR}年?|{_YEAR}[月./-]?|{_YEAR}[月./-]\s*{_DAY}", "写成 2019年2月 或 2019年")
        case Date(month=True):
            return _text(rf"{_YEAR}[月./-]?|{_YEAR}[月./-]\s*{_DAY}", "写成 2019年2月")
        case Date():
            return _text(rf"{_YEAR}[月./-]\s*{_DAY}", "写成 2024年4月28日 或 2024-4-28")
        case YesNo():
            return {"enum": ["是", "否"], **_advice("写成 是 或 否")}
        case Length():
            return {"type": ["string", "number"]}
        case Lines():
            return _any_of(_TEXT, {"type": "array", "items": _TEXT, "minItems": 1})
        case Line():
            return dict(_TEXT)
        case _:
            assert_never(kind)


def _figure(number: str, signed: bool, unit: str, advice: str) -> Schema:
    """A number, or a text of digits with its unit; draft-07 reads `minimum` for the one and `pattern` for the other."""
    least: Schema = {} if signed else {"minimum": 0}
    return {**_text(_digits(signed) + unit, advice), "type": [number, "string"], **least}


def _digits(signed: bool) -> str:
    return _DIGITS.format(sign="[-+－＋−]?" if signed else "[+＋]?")


def _text(pattern: str, advice: str) -> Schema:
    return {"type": "string", "pattern": rf"^\s*({pattern})\s*$", "patternErrorMessage": advice, **_advice(advice)}


def _advice(text: str) -> Schema:
    """What an editor says instead of its own words (an extension of yaml-language-server)."""
    return {"errorMessage": text}


def _any_of(*shapes: Schema) -> Schema:
    return {"anyOf": [dict(shape) for shape in shapes]}


def _escaped(name: str) -> str:
    """A definition's name inside a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


__all__ = ["is_schema", "json_schema"]
