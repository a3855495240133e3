"""Nothing in, the limits of what templates may cost out.

Each stands far above real use: the most that any file of inputs/ and any sample of a pack takes is kept beside it in
`LIMITS`, and tests/test_template_limits.py measures it anew.
"""

from __future__ import annotations

from msgspec import Struct

from ..amount import MOST_DECIMALS

MOST_STEPS = 1_500_000
"""Steps of one report: expressions and statements of a template that are gone through, items that a filter or a
comparison looks at. One takes about a microsecond at most."""
MOST_TEXT = 4_000_000
"""Characters of one report that its templates put together: text that stands in them, values, and what is joined or cut
out of these, each as often as it is copied."""
A_LINE = 40
"""Characters that a line end counts as: a paragraph costs more than its letters."""
DEEPEST = 4
"""Levels of lists that a template writes into each other."""
DEEPEST_LOOPS = 15
"""Loops that stand in each other."""
MOST_TOKENS = 20_000
"""Words and signs within the tags of one template file, each stretch of text between tags counted as one."""
MOST_NAMES = 500
"""Names that one template file gives to values of its own (set, for, macro, with)."""
LONGEST_NAME = 100
"""Characters of one name, key or name of a file."""
LARGEST_NUMBER = 10**12
"""No whole number in a template is as large."""
MOST_FINDINGS = 300
"""Mistakes that are told of one pack's templates."""
MOST_READ = 120_000
"""Expressions and statements that are looked at where the templates of a pack are read whole, each path for itself."""
MOST_SECONDS = 30
"""Seconds of one report's templates, whatever they do."""
LAST_SECONDS = 120
"""Seconds after which the program ends itself where even that does not return."""
MOST_MEMORY = 500
"""Megabytes that the templates of one report may add to what the program takes."""


class Limit(Struct, frozen=True):
    """A limit by its Chinese name, with the most that a real report or a real pack takes of it."""

    name: str
    most: int
    unit: str
    real: int


LIMITS = (
    Limit("一份报告的模板做的事", MOST_STEPS, "步", 72_000),
    Limit("一份报告的模板拼出的文字", MOST_TEXT, "字", 132_000),
    Limit("列表里套列表", DEEPEST, "层", 2),
    Limit("循环套循环", DEEPEST_LOOPS, "层", 3),
    Limit("一个模板文件的标签里的词和符号", MOST_TOKENS, "个", 1_069),
    Limit("一个模板文件里自己起的名字", MOST_NAMES, "个", 40),
    Limit("名称、键名、文件名", LONGEST_NAME, "个字符", 20),
    Limit("小数位", MOST_DECIMALS, "位", 2),
    Limit("读一个模板包时看的表达式和语句", MOST_READ, "处", 13_000),
    Limit("一份报告的模板用的时间", MOST_SECONDS, "秒", 1),
    Limit("一份报告的模板多占的内存", MOST_MEMORY, "MB", 30),
)
