"""What a template raised, and its pack, in; one diagnostic at the template's own file and line out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import FrameType, TracebackType

from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.nodes import Node
from jinja2.parser import Parser
from msgspec.structs import replace

from ..codes import packs as codes
from ..diagnostic import Code, Diagnostic, Label
from ..pack import UNWANTED, Pack
from ..pattern import deferred
from ..source import Place, Source, nearest
from .counting import Unfit
from .faults import Mistake, Refused, TooLong, TooMuch, Unprinted
from .filters import FILTERS, TESTS
from .limits import LONGEST_NAME, MOST_MEMORY, MOST_SECONDS
from .sandbox import sandbox
from .tags import TAGS, unclosed

MAIN = "report.md.j2"
MISTAKES = (
    TemplateError, Mistake, Refused, TooMuch, TooLong, RecursionError, MemoryError,
    TypeError, ValueError, ArithmeticError, AttributeError, LookupError, AssertionError, NameError, SyntaxError,
)  # fmt: skip
"""Whatever a template can make Python raise; the environment's own errors (OSError) pass."""


def diagnose(error: BaseException, pack: Pack, names: tuple[str, ...]) -> Diagnostic:
    """`names` are what a template can call at the top."""
    if isinstance(error, Unfit):
        return of_mistake(error.why, pack, error.name or MAIN, error.lineno)
    if isinstance(error, TemplateSyntaxError):
        return _ill_formed(error, pack)
    outermost = isinstance(error, RecursionError)
    where, line = _where(error.__traceback__, outermost)
    if isinstance(error, TemplateNotFound):
        advice = "核对文件名；只能用模板包文件夹里的 UTF-8 文本，不超过 1 MB，不写“..”和绝对路径"
        return at_line(
            pack, where, line, codes.MISSING_FILE, f"模板包里没有能读的“{error.name}”", str(error.name), advice
        )
    if isinstance(error, UndefinedError):
        return _undefined(error, pack, where, line, names)
    if isinstance(error, (Mistake, Refused)):
        return _unwanted(error, pack, of_mistake(error, pack, where, line))
    if isinstance(error, (TooMuch, RecursionError)):
        if isinstance(error, RecursionError) and not _ran(error.__traceback__):
            message, advice = "这里一层套一层，套得太深，读不下去", "拆开写：括号、判断、条件句和循环都少套几层"
            return at_line(pack, where, _read_to(error.__traceback__), codes.TOO_MUCH, message, "", advice)
        limit = error.limit if isinstance(error, TooMuch) else "宏和 include 一层套一层，套得太深"
        message, advice = f"模板做到这一行，{limit}", "核对循环、宏和 include 有没有停不下来，文字有没有越接越长"
        return at_line(pack, where, line, codes.TOO_MUCH, message, "", advice)
    if isinstance(error, (TooLong, MemoryError)):
        limit = f"用了 {MOST_SECONDS} 秒还没有做完" if isinstance(error, TooLong) else f"多占了 {MOST_MEMORY} MB 内存"
        message, advice = f"模板做到这一行，{limit}，已停下", "核对这一行和引入它的循环、宏有没有停不下来"
        return at_line(pack, where, line, codes.BROKEN_OFF, message, "", advice)
    if isinstance(error, TemplateError):  # a filter or a test that is only looked up while it runs
        message, advice, word = _syntax(error.message or "")
        return at_line(pack, where, line, codes.SYNTAX, message, word, advice)
    if isinstance(error, ZeroDivisionError):
        return at_line(pack, where, line, codes.RUNNING, "除数是 0", "/", "先用 {% if %} 判断除数")
    return at_line(
        pack, where, line, codes.RUNNING, "这一行算不下去：用错了值或过滤器", "", "核对取的值是不是数、列表或文字"
    )


def _unwanted(error: Mistake | Refused, pack: Pack, found: Diagnostic) -> Diagnostic:
    """A template that prints what the pack says that it does not need (不需要): told there.

    A filter that is given nothing does not know of what: then it is a key that the line names.
    """
    unwanted = {name.partition(".")[2]: place for name, place in pack.rules.places.items() if name.startswith(UNWANTED)}
    line = found.place.source.text.split("\n")[found.place.line - 1]
    named = [key for key in unwanted if f"{error.name}.".startswith(f"{key}.")]
    if not named and "只能用在" in error.message:
        named = [key for key in unwanted if re.search(rf"\.{re.escape(key.rpartition('.')[2])}\b", line)]
    if not named:
        return found
    where = f"{found.place.file} 第 {found.place.line} 行"
    return Diagnostic(
        codes.NEEDED,
        f"“{UNWANTED}”里写了“{named[0]}”，而 {where}要印它",
        Label(unwanted[named[0]]),
        (Label(found.place, "要印的地方"),),
        help="把这个文件放进自己的模板包，改成不印它；还要印的，从“不需要”里删去",
    )


def _ill_formed(error: TemplateSyntaxError, pack: Pack) -> Diagnostic:
    """Where a block has no end, the tag that begins it is shown as well."""
    message, advice, word = _syntax(error.message or "")
    found = at_line(pack, error.name, error.lineno, codes.SYNTAX, message, word, advice)
    if "没有结束" not in message:
        return found
    with sandbox(pack.read) as environment:
        begun = unclosed(source_of(pack, error.name or MAIN), environment)
    return replace(found, labels=(Label(begun, "从这里开始"),)) if begun is not None else found


def _undefined(error: UndefinedError, pack: Pack, where: str, line: int, names: tuple[str, ...]) -> Diagnostic:
    quoted = re.match(r"'(.*?)' is undefined", error.message or "")
    name = quoted[1] if quoted else error.message or ""
    near = nearest(name, names)
    advice = f"是不是“{near}”？" if near else "先用 {% set %} 赋值，或核对名称"
    return at_line(pack, where, line, codes.UNDEFINED, f"填报格式里没有“{name}”", name, advice)


def of_mistake(mistake: Mistake | Refused, pack: Pack, where: str, line: int) -> Diagnostic:
    if isinstance(mistake, Refused):
        advice = "模板只能取值、判断、循环，用列出的过滤器"
        return at_line(pack, where, line, codes.FORBIDDEN, mistake.message, mistake.name, advice)
    near = nearest(mistake.name, mistake.known) if mistake.known else None
    unprinted = isinstance(mistake, Unprinted)
    code = codes.UNPRINTED if unprinted else codes.UNDEFINED if mistake.known else codes.RUNNING
    advice = f"是不是“{near}”？" if near else f"可以写：{'、'.join(mistake.known)}" if mistake.known else mistake.advice
    return at_line(pack, where, line, code, mistake.message, mistake.name.rpartition(".")[2], advice)


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


def _frames(traceback: TracebackType | None) -> Iterator[FrameType]:
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _ran(traceback: TracebackType | None) -> bool:
    """Whether a template was at work, and was not only read."""
    return any(frame.f_code.co_filename.endswith(".j2") for frame in _frames(traceback))


def _read_to(traceback: TracebackType | None) -> int:
    """The line that Jinja, or what follows its tree, had come to: its parser and its nodes know theirs."""
    lines = [1]
    for frame in _frames(traceback):
        node, parser = frame.f_locals.get("node"), frame.f_locals.get("self")
        if isinstance(node, Node) and node.lineno:
            lines.append(node.lineno)
        elif isinstance(parser, Parser):
            lines.append(parser.stream.current.lineno)
    return max(lines)


def at_line(pack: Pack, name: str | None, line: int, code: Code, message: str, word: str, advice: str) -> Diagnostic:
    source = source_of(pack, name or MAIN)
    text = source.line_text(line) if line <= len(source.line_starts) else ""
    start = source.offset(line, 1)
    column = _column(text, word)
    if column >= 0:
        place = Place(source, start + column, start + column + len(word))
    else:
        lead = len(text) - len(text.lstrip())
        place = Place(source, start + lead, start + max(lead, len(text.rstrip())))
    return Diagnostic(code, _quoting_less(message), Label(place), help=advice)


def _quoting_less(message: str) -> str:
    """A message that quotes what is longer than any name only quotes how it begins."""
    return message if len(message) <= LONGEST_NAME else _LONG.sub(r"\1……", message)


def _column(text: str, word: str) -> int:
    """Where a word stands in a line: by itself within a tag, else by itself, else anywhere; -1 where it does not."""
    if not word:
        return -1
    alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isidentifier() else re.escape(word))
    for tag in _TAG.finditer(text):
        if match := alone.search(text, tag.start(), tag.end()):
            return match.start()
    match = alone.search(text)
    return match.start() if match else text.find(word)


def source_of(pack: Pack, name: str) -> Source:
    """A template by its name inside the pack, or by the name that messages give it."""
    parts = name.replace("\\", "/").split("/")
    for start in range(len(parts)):
        found = pack.read("/".join(parts[start:]))
        if found is not None:
            return _source(*found)
    return Source(name, "")


@lru_cache(maxsize=64)
def _source(name: str, text: str) -> Source:
    """Once for all mistakes of a template: where its lines begin is worked out once."""
    return Source(name, text)


_TAG = deferred(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)")
_LONG = deferred(rf"(“[^”]{{30}})[^”]{{{LONGEST_NAME},}}")
_PAIRS = "核对这一行的花括号、引号成对，标签写全"
_SYNTAX = (
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


def _unknown_tag(word: str, block: str) -> tuple[str, str]:
    """A tag that does not fit here, in the innermost block that is open; message and advice."""
    if word not in TAGS:
        near = nearest(word, (f"end{block}", *TAGS) if block else TAGS)
        return f"不认识的标签“{word}”", f"是不是“{near}”？" if near else f"可以写：{'、'.join(TAGS)}"
    if block:
        return f"“{block}”没有结束，这里却是“{word}”", f"在“{word}”之前补上 {{% end{block} %}}"
    begins = "if" if word in ("elif", "else") else word.removeprefix("end")
    return f"“{word}”前面没有对应的“{begins}”", f"去掉它，或在前面补上 {{% {begins} … %}}"


def _syntax(message: str) -> tuple[str, str, str]:
    """Jinja's English in Chinese: message, advice, and the word to point at; what is not known is said in general."""
    if tag := re.search(r"Encountered unknown tag '(.+?)'", message):
        block = re.search(r"innermost block that needs to be closed is '(.+?)'", message)
        return *_unknown_tag(tag[1], block[1] if block else ""), tag[1]
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
