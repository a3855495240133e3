"""Figures and a Pack in, the report's Markdown source with the values behind its placeholders out.

A template's mistake is a diagnostic at its line in its own file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError, UndefinedError

from ..codes import packs as codes
from ..diagnostic import Code, Diagnostic, Label
from ..figure import Item
from ..pack import Pack
from ..prose import Prose
from ..source import Place, Source, nearest
from .sandbox import Refused, Sandbox, TooMuch
from .views import Desk, Mistake, names_of

MAIN = "report.md.j2"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Markdown source; a placeholder (U+FDD0 index U+FDD1) stands for each of `values`."""

    source: Source
    values: Sequence[str | Prose]


def render(figures: Item, pack: Pack) -> tuple[Rendered | None, tuple[Diagnostic, ...]]:
    """Fill a pack's template."""
    desk = Desk(pack.wording)
    sandbox = Sandbox(pack.read)
    try:
        names = {**names_of(figures, desk), "用语": dict(pack.wording.words), "报告名": pack.title}
        text = sandbox.get_template(MAIN).render(names)
    except TemplateSyntaxError as error:
        return None, (_at(pack, error.name, error.lineno, codes.SYNTAX, _syntax(error.message or ""), ""),)
    except TemplateNotFound as error:
        where, line = _where(error.__traceback__, pack)
        return None, (_at(pack, where, line, codes.MISSING_FILE, f"模板包里没有“{error.name}”", str(error.name)),)
    except UndefinedError as error:
        where, line = _where(error.__traceback__, pack)
        name = error.message or ""
        near = nearest(name, names)
        return None, (_at(pack, where, line, codes.UNDEFINED, f"填报格式里没有“{name}”", name, f"是不是“{near}”？" if near else "先用 {% set %} 赋值，或核对名称"),)
    except Mistake as mistake:
        where, line = _where(mistake.__traceback__, pack)
        near = nearest(mistake.name, mistake.known) if mistake.known else None
        code = codes.UNDEFINED if mistake.known else codes.RUNNING
        help = f"是不是“{near}”？" if near else f"可以写：{'、'.join(mistake.known)}" if mistake.known else "先用 {% if %} 判断有没有，或在 pack.yaml 的“需要”里要求它"
        return None, (_at(pack, where, line, code, mistake.message, mistake.name.rpartition(".")[2], help),)
    except Refused as refused:
        where, line = _where(refused.__traceback__, pack)
        return None, (_at(pack, where, line, codes.FORBIDDEN, refused.message, refused.name, "模板只能取值、判断、循环，用列出的过滤器"),)
    except (TooMuch, RecursionError, MemoryError) as error:
        where, line = _where(error.__traceback__, pack)
        return None, (_at(pack, where, line, codes.TOO_MUCH, "模板的循环、调用或输出超过了上限", "", "核对循环和宏"),)
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError, AssertionError) as error:
        where, line = _where(error.__traceback__, pack)
        return None, (_at(pack, where, line, codes.RUNNING, "这一行算不下去：用错了值或过滤器", "", "核对取的值是不是数、列表或文字"),)
    shown = pack.read(MAIN)
    return Rendered(Source(shown[0] if shown else MAIN, text), tuple(desk.values)), ()


def _where(traceback: TracebackType | None, pack: Pack) -> tuple[str, int]:
    """The innermost line of a template in a traceback; Jinja gives its frames the template's file name and line."""
    found = (MAIN, 1)
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name.endswith(".j2"):
            found = (name, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _at(pack: Pack, name: str | None, line: int, code: Code, message: str, word: str, help: str = "") -> Diagnostic:
    source = _source(pack, name or MAIN)
    text = source.line_text(line) if line <= len(source.line_starts) else ""
    start = source.offset(line, 1)
    column = text.find(word) if word else -1
    if column >= 0:
        place = Place(source, start + column, start + column + len(word))
    else:
        lead = len(text) - len(text.lstrip())
        place = Place(source, start + lead, start + len(text.rstrip()))
    return Diagnostic(code, message, Label(place), help=help)


def _source(pack: Pack, name: str) -> Source:
    """A template by its name inside the pack, or by the name that messages give it."""
    parts = name.replace("\\", "/").split("/")
    for start in range(len(parts)):
        found = pack.read("/".join(parts[start:]))
        if found is not None:
            return Source(found[0], found[1])
    return Source(name, "")


_SYNTAX = (
    (r"Unknown tag '(\w+)'|Encountered unknown tag '(\w+)'", "不认识的标签“{}”"),
    (r"No filter named '(.+?)'", "没有“{}”这个过滤器"),
    (r"No test named '(.+?)'", "没有“{}”这种判断"),
    (r"unexpected '(.+?)'", "这里不该有“{}”"),
    (r"unexpected char '(.+?)'", "这里不该有“{}”"),
    (r"expected token '(.+?)', got '(.+?)'", "这里应有“{}”"),
    (r"Unexpected end of template", "有标签没有结束（endif、endfor 等）"),
    (r"Missing end of comment tag", "注释没有用 #}} 结束"),
)


def _syntax(message: str) -> str:
    """Jinja's English in Chinese; what is not known is said in general."""
    if any("一" <= character <= "鿿" for character in message):
        return message
    for pattern, text in _SYNTAX:
        match = re.search(pattern, message)
        if match:
            return text.format(next((group for group in match.groups() if group), ""))
    return "不合模板的语法"
