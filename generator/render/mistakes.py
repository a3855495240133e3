"""What a template raised, and its pack, in; one diagnostic at the template's own file and line out."""

from __future__ import annotations

import re
from types import TracebackType

from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

from ..codes import packs as codes
from ..diagnostic import Code, Diagnostic, Label
from ..pack import Pack
from ..source import Place, Source, nearest
from .filters import FILTERS, TESTS
from .sandbox import Refused, TooMuch
from .views import Mistake

MAIN = "report.md.j2"
MISTAKES = (
    TemplateError, Mistake, Refused, TooMuch, RecursionError, MemoryError,
    TypeError, ValueError, ArithmeticError, AttributeError, LookupError, AssertionError, NameError, SyntaxError,
)  # fmt: skip
"""Whatever a template can make Python raise; the environment's own errors (OSError) pass."""
TAGS = (
    "for",
    "endfor",
    "if",
    "elif",
    "else",
    "endif",
    "set",
    "endset",
    "macro",
    "endmacro",
    "include",
    "import",
    "block",
)


def diagnose(error: Exception, pack: Pack, names: tuple[str, ...]) -> Diagnostic:
    """`names` are what a template can call at the top."""
    if isinstance(error, TemplateSyntaxError):
        message, advice, word = _syntax(error.message or "")
        return _at(pack, error.name, error.lineno, codes.SYNTAX, message, word, advice)
    outermost = isinstance(error, RecursionError)
    where, line = _where(error.__traceback__, outermost)
    if isinstance(error, TemplateNotFound):
        advice = "核对文件名；只能用模板包文件夹里的 UTF-8 文本，不超过 1 MB，不写“..”和绝对路径"
        return _at(pack, where, line, codes.MISSING_FILE, f"模板包里没有能读的“{error.name}”", str(error.name), advice)
    if isinstance(error, UndefinedError):
        return _undefined(error, pack, where, line, names)
    if isinstance(error, Mistake):
        return _mistake(error, pack, where, line)
    if isinstance(error, Refused):
        advice = "模板只能取值、判断、循环，用列出的过滤器"
        return _at(pack, where, line, codes.FORBIDDEN, error.message, error.name, advice)
    if isinstance(error, (TooMuch, RecursionError, MemoryError)):
        return _at(
            pack,
            where,
            line,
            codes.TOO_MUCH,
            "模板的循环、调用或输出超过了上限",
            "",
            "核对循环、宏和 include 有没有停不下来",
        )
    if isinstance(error, TemplateError):  # a filter or a test that is only looked up while it runs
        message, advice, word = _syntax(error.message or "")
        return _at(pack, where, line, codes.SYNTAX, message, word, advice)
    if isinstance(error, ZeroDivisionError):
        return _at(pack, where, line, codes.RUNNING, "除数是 0", "/", "先用 {% if %} 判断除数")
    return _at(
        pack, where, line, codes.RUNNING, "这一行算不下去：用错了值或过滤器", "", "核对取的值是不是数、列表或文字"
    )


def _undefined(error: UndefinedError, pack: Pack, where: str, line: int, names: tuple[str, ...]) -> Diagnostic:
    quoted = re.match(r"'(.*?)' is undefined", error.message or "")
    name = quoted[1] if quoted else error.message or ""
    near = nearest(name, names)
    advice = f"是不是“{near}”？" if near else "先用 {% set %} 赋值，或核对名称"
    return _at(pack, where, line, codes.UNDEFINED, f"填报格式里没有“{name}”", name, advice)


def _mistake(mistake: Mistake, pack: Pack, where: str, line: int) -> Diagnostic:
    near = nearest(mistake.name, mistake.known) if mistake.known else None
    code = codes.UNDEFINED if mistake.known else codes.RUNNING
    advice = f"是不是“{near}”？" if near else f"可以写：{'、'.join(mistake.known)}" if mistake.known else mistake.advice
    return _at(pack, where, line, code, mistake.message, mistake.name.rpartition(".")[2], advice)


def _where(traceback: TracebackType | None, outermost: bool) -> tuple[str, int]:
    """The innermost line of a template in a traceback; Jinja gives its frames the template's file name and line.

    Where templates call each other without end, the innermost is chance: the outermost says which call began it.
    """
    found = (MAIN, 1)
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            found = (name, traceback.tb_lineno)
            if outermost:
                break
        traceback = traceback.tb_next
    return found


def _at(pack: Pack, name: str | None, line: int, code: Code, message: str, word: str, advice: str) -> Diagnostic:
    source = _source(pack, name or MAIN)
    text = source.line_text(line) if line <= len(source.line_starts) else ""
    start = source.offset(line, 1)
    column = text.find(word) if word else -1
    if column >= 0:
        place = Place(source, start + column, start + column + len(word))
    else:
        lead = len(text) - len(text.lstrip())
        place = Place(source, start + lead, start + max(lead, len(text.rstrip())))
    return Diagnostic(code, message, Label(place), help=advice)


def _source(pack: Pack, name: str) -> Source:
    """A template by its name inside the pack, or by the name that messages give it."""
    parts = name.replace("\\", "/").split("/")
    for start in range(len(parts)):
        found = pack.read("/".join(parts[start:]))
        if found is not None:
            return Source(found[0], found[1])
    return Source(name, "")


_PAIRS = "核对这一行的花括号、引号成对，标签写全"
_SYNTAX = (
    (r"Encountered unknown tag '(.+?)'", "不认识的标签“{}”", TAGS),
    (r"No filter named '(.+?)'", "没有“{}”这个过滤器", tuple(FILTERS)),
    (r"No test named '(.+?)'", "没有“{}”这种判断", tuple(TESTS)),
    (r"innermost block that needs to be closed is '(.+?)'", "“{}”没有结束", ()),
    (r"Unexpected end of template", "模板没有写完", ()),
    (r"[Uu]nexpected char '(.+?)'", "这里不能写“{}”", ()),
    (r"[Uu]nexpected '(.+?)'", "这里不该有“{}”", ()),
    (r"expected token '(.+?)', got '.+?'", "这里应有“{}”", ()),
    (r"Expected an expression", "这里少了一个值或条件", ()),
    (r"Missing end of comment tag", "注释没有结束", ()),
    (r"Missing end of raw directive", "raw 没有结束", ()),
)
_TOKENS = {
    "end of statement block": "%}",
    "end of print statement": "}}",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
    "name": "名称",
}
"""Jinja's words for its tokens, as a template writes them."""


def _syntax(message: str) -> tuple[str, str, str]:
    """Jinja's English in Chinese: message, advice, and the word to point at; what is not known is said in general."""
    for pattern, text, known in _SYNTAX:
        match = re.search(pattern, message)
        if match is None:
            continue
        word = match[1] if match.groups() else ""
        if known:
            near = nearest(word, known)
            return text.format(word), f"是不是“{near}”？" if near else f"可以写：{'、'.join(known)}", word
        if "没有结束" in text and word:
            return text.format(word), f"补上 {{% end{word} %}}", ""
        if "没有结束" in text:
            return text, "补上结束的标签", ""
        return text.format(_TOKENS.get(word, word)), _PAIRS, ""
    if any("一" <= character <= "鿿" for character in message):
        return message, "", ""
    return "不合模板的语法", _PAIRS, ""
