"""Expression text in, its tree out; a mistake is a BadExpression with the offset where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..amount import MONEY, Misread, read_amount
from ..exhaustive import assert_never
from ..source import cut

MAX_LENGTH = 500
MAX_DEPTH = 30

_TOKEN = re.compile(
    rf"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[%％]|{'|'.join(MONEY)})?|(?P<name>[一-鿿][一-鿿A-Za-z0-9_]*)"
    r"|(?P<text>“[^”]*”|\"[^\"]*\")|(?P<sign>>=|<=|!=|==|[-+*/().,，（）=<>≥≤≠＝＜＞＋－×÷]))"
)
_SAME_SIGN = {
    "，": ",", "（": "(", "）": ")", "==": "=", "≥": ">=", "≤": "<=", "≠": "!=",
    "＝": "=", "＜": "<", "＞": ">", "＋": "+", "－": "-", "×": "*", "÷": "/",
}  # fmt: skip
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class BadExpression(Exception):
    """What is wrong with an expression, and at which offset of its text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


class Literal(Struct, frozen=True):
    """A figure as it is written: 90%, 5万元 (`unit` is what stands behind it), or a plain 3."""

    value: Decimal
    unit: str = ""


class Word(Struct, frozen=True):
    text: str


class Path(Struct, frozen=True):
    """Names joined by points; where it stands makes no other path of it."""

    names: tuple[str, ...]
    offset: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Path) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)


class Call(Struct, frozen=True):
    """A function of figures; where it stands makes no other call of it."""

    function: str
    arguments: tuple[Expression, ...]
    offset: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Call) and (self.function, self.arguments) == (other.function, other.arguments)

    def __hash__(self) -> int:
        return hash((self.function, self.arguments))


class Operation(Struct, frozen=True):
    """Two sides and a sign: + - * /, a comparison, 且 or 或."""

    sign: str
    left: Expression
    right: Expression


class Not(Struct, frozen=True):
    inner: Expression


Expression = Literal | Word | Path | Call | Operation | Not


class _Token(Struct, frozen=True):
    kind: str
    text: str
    offset: int
    unit: str = ""


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise BadExpression(f"这里不能写“{text[at]}”", at)
        kind = match.lastgroup or ""
        if kind == "unit":
            kind = "number"
        start = match.start(kind)
        found.append(_Token(kind, _SAME_SIGN.get(match[0].strip(), match[0].strip()), start, match["unit"] or ""))
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens; each method reads one level of binding."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.end = len(text)
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def offset(self) -> int:
        return self.tokens[self.at].offset if self.at < len(self.tokens) else self.end

    def accept(self, *texts: str) -> str:
        text = self.peek()
        if text in texts and self.tokens[self.at].kind != "text":
            self.at += 1
            return text
        return ""

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise BadExpression(f"这里应有“{text}”", self.offset())

    def level(self, signs: tuple[str, ...], inner: str) -> Expression:
        read = getattr(self, inner)
        left: Expression = read()
        while sign := self.accept(*signs):
            left = Operation(sign, left, read())
        return left

    def deeper(self, read: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadExpression("括号套得太深", self.offset())
        value = read()
        self.depth -= 1
        return value

    def either(self) -> Expression:
        return self.deeper(lambda: self.level(("或",), "both"))

    def both(self) -> Expression:
        return self.level(("且",), "negation")

    def negation(self) -> Expression:
        return Not(self.deeper(self.negation)) if self.accept("非") else self.comparison()

    def comparison(self) -> Expression:
        left = self.sum()
        if sign := self.accept(*COMPARISONS):
            return Operation(sign, left, self.sum())
        return left

    def sum(self) -> Expression:
        return self.level(("+", "-"), "product")

    def product(self) -> Expression:
        return self.level(("*", "/"), "atom")

    def atom(self) -> Expression:
        if self.at >= len(self.tokens):
            raise BadExpression("算式没有写完", self.end)
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            return self.number(token)
        if token.kind == "text":
            return Word(token.text[1:-1])
        if token.kind == "name":
            return self.name(token)
        if token.text == "(":
            inner = self.either()
            self.expect(")")
            return inner
        if token.text == "-":
            return Operation("*", Literal(Decimal(-1)), self.deeper(self.atom))
        raise BadExpression(f"这里不能写“{token.text}”", token.offset)

    def number(self, token: _Token) -> Expression:
        digits = token.text.removesuffix(token.unit)
        read = read_amount(digits)
        if isinstance(read, Misread):
            raise BadExpression(f"“{cut(digits, 21)}”{read.reason}", token.offset)
        return Literal(read.value, token.unit.replace("％", "%"))

    def name(self, token: _Token) -> Expression:
        if self.accept("("):
            arguments = [self.either()]
            while self.accept(","):
                arguments.append(self.either())
            self.expect(")")
            return Call(token.text, tuple(arguments), token.offset)
        names = [token.text]
        while self.accept("."):
            if self.at >= len(self.tokens) or self.tokens[self.at].kind != "name":
                raise BadExpression("“.”后面要有名称", self.offset())
            names.append(self.tokens[self.at].text)
            self.at += 1
        return Path(tuple(names), token.offset)


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """The tree of an expression; raises BadExpression."""
    if len(text) > MAX_LENGTH:
        raise BadExpression(f"算式超过{MAX_LENGTH}个字符", 0)
    parser = _Parser(text)
    tree = parser.either()
    if parser.at < len(parser.tokens):
        raise BadExpression(f"多出了“{parser.peek()}”", parser.offset())
    return tree


def names_in(tree: Expression) -> Iterator[Path]:
    """Every path that an expression looks up."""
    match tree:
        case Path():
            yield tree
        case Call(_, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Not(inner):
            yield from names_in(inner)
        case Literal() | Word():
            return
        case _:
            assert_never(tree)
