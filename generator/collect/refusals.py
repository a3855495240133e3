"""What DuckDB says of a query that failed in, the same in Chinese out; what is not known by its words is told by its kind."""

from __future__ import annotations

import re

from msgspec import Struct


class Refusal(Struct, frozen=True):
    """A message as DuckDB words it, with what is quoted in it, and what it means."""

    pattern: str
    said: str


REFUSALS = (
    Refusal(r'syntax error at or near "([^"]*)"', "“{}”附近的写法不对"),
    Refusal(r"unterminated quoted (?:identifier|string)", "引号没有成对"),
    Refusal(r"Table with name (\S+) does not exist", "没有“{}”这张表"),
    Refusal(r'Referenced (?:column|table) "([^"]*)" not found', "没有“{}”这一列"),
    Refusal(r'Column "([^"]*)" does not exist on', "没有“{}”这一列"),
    Refusal(r'does not have a column named "([^"]*)"', "没有“{}”这一列"),
    Refusal(r"Function with name (\S+) does not exist", "没有“{}”这个函数"),
    Refusal(r'column "([^"]*)" must appear in the GROUP BY', "“{}”要写进 group by，或者用 sum、count 这些函数汇总"),
    Refusal(r'Ambiguous reference to column name "([^"]*)"', "几张表都有“{}”，写明是哪一张的，如 数据.{}"),
    Refusal(r"No function matches the given name and argument types '([^']*)'", "{} 用在了不能用的类型上"),
    Refusal(r"Cannot compare values of type (\S+) and type (\S+)", "拿 {} 与 {} 比较，类型不同"),
    Refusal(r"Could not convert string '([^']*)' to (\S+)", "“{}”变不成 {}"),
    Refusal(r"ORDER term out of range - should be between 1 and (\d+)", "order by 后面的列号只能是 1 至 {}"),
    Refusal(r"file system operations are disabled", "查询读不到也写不了别的文件"),
    Refusal(r"[Cc]onfiguration has been locked", "查询不能改数据库的设置"),
)
"""The first that fits is told."""
KINDS = {
    "Parser Error": "写法不对",
    "Binder Error": "表、列或类型用得不对",
    "Catalog Error": "没有这张表或这个函数",
    "Conversion Error": "有的值变不成要的类型",
    "Out of Range Error": "数太大或者超出范围",
    "Out of Memory Error": "要的内存太多",
    "Permission Error": "不许这样做",
    "Invalid Input Error": "写的不能用",
}
UNKNOWN = "DuckDB 不认"


def in_chinese(error: str) -> str:
    for one in REFUSALS:
        found = re.search(one.pattern, error)
        if found is not None:
            quoted = [visible for visible in found.groups() if visible is not None]
            return one.said.format(*(quoted * one.said.count("{}"))[: one.said.count("{}")])
    return KINDS.get(error.partition(":")[0].strip(), UNKNOWN)
