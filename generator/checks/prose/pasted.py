"""The manuscript in, the marks of Markdown and the courtesies of a chat assistant that were pasted along out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...codes import prose as codes
from ...pattern import deferred
from ...source import cut
from .reading import Reading
from .slip import Slip

SURNAMES = (
    "李王张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤阳葛官"
)
"""A star behind one of these stands for a given name that is not told (李*)."""
FACTORS = "数量价率度宽高长额准天月年人次元费重比值分时"
"""A star behind one of these multiplies (单价*数量*月数)."""
_ENDS = "\\s，。、；：！？（）()"
_EMPHASIS = (
    rf"(?:(?m:^)|(?<=[{_ENDS}“”]))\*(?=[一-鿿“《（])(?![注备])[^*\n\f，。；、：=]{{1,40}}(?<![\s带标打加注])\*(?![*\d]*[=*])"
    rf"|(?<=[一-鿿])(?<![{SURNAMES}{FACTORS}带标打加注])\*(?=[一-鿿“《])(?![的号为项])"
    rf"[^*\n\f，。；、：=和与及]{{2,40}}(?<![\s带标打加注{FACTORS}{SURNAMES}])\*(?![*=])"
)
_Mark = tuple[str, tuple[str, ...], re.Pattern[str]]
_MARKS: tuple[_Mark, ...] = (
    (
        "**",
        ("**",),
        deferred(r"(?<!\*)\*\*(?=[^\s*、，。；：）)])[^*\n\f]{1,200}?(?<=\S)\*\*(?!\*)|(?m:^)\*\*(?=[^\s*])"),
    ),
    ("__", ("__",), deferred(r"(?<![A-Za-z0-9_])__(?=[一-鿿“（])[^_\n\f]{1,100}?(?<=[^\s_])__(?![A-Za-z0-9_])")),
    ("#", ("#",), deferred(r"(?m:^)#{1,6} +(?=\S)|(?<![#\w])#{2,6} *(?=[^#\s])")),
    ("- ", ("- ", "+ "), deferred(r"(?m:^)[-+] +(?=[^\s\d-])")),
    ("* ", ("* ",), deferred(r"(?m:^)\* +(?=[^\s*注备])[^\n\f]*\n(?=\* )")),
    ("*", ("*",), deferred(_EMPHASIS)),
    ("> ", ("> ",), deferred(r"(?m:^)>(?: *>)* +(?=[^\s\d<>=]|\d{4}年)")),
    ("`", ("`",), deferred(r"```|`[^`\n\f]+`")),
    ("[文字](网址)", ("](",), deferred(r"!?\[[^\[\]\n\f]{0,200}\]\((?:https?:|www\.|#|/)[^)(\n\f]{0,500}\)")),
    (
        "---",
        ("---", "***"),
        deferred(
            r"(?m:^)(?:-{3,}|\*{3,})[ ]*(?m:$)|\A-{3,}(?=[ ]*[^\s\d-])|(?m:^)\|?[ ]*:?-{3,}:?[ ]*(?:\|[ ]*:?-{3,}:?[ ]*)+(?:\|[ ]*)?(?m:$)"
        ),
    ),
    ("~~", ("~~",), deferred(r"~~(?=[一-鿿])[^~\n\f]{1,100}~~")),
    (
        "<br>",
        ("<", "&"),
        deferred(r"(?i)</?(?:br|b|strong|em|p|div|span|ul|ol|li|h[1-6]|think)\s*/?>|&nbsp;|&(?:lt|gt|amp);"),
    ),
    (
        "[^1]",
        ("[^", "【", "oaicite"),
        deferred(
            r"\[\^\d+\]|【\d{1,4}[:†][^【】\n\f]{0,100}】|:?contentReference\[oaicite[^\n\f]{0,100}|\[oaicite[^\[\]\n\f]{0,100}\]"
        ),
    ),
)
"""How each is shown in the message, what must occur in it, and what it is; a paragraph begins at each line's head."""
_BULLET = deferred(r"(?m:^)\* +(?=[^\s*注备])")
_NOTED = deferred(r"(?<=[^\s*])\*")
"""A star that a footnote answers to."""

_ASSISTANT = r"(?:人工智能|AI|ＡＩ|大?语言模型|大模型|智能|聊天|写作|语言)"
_CHATS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("您", "你"),
        deferred(
            r"希望(?:以上|上述|这些|这份|这段|本|此|该)?(?:的)?(?:内容|回答|信息|建议|文本|文案|报告|修改|版本|材料|解答)?[^。！？\n\f]{0,6}(?:对|能|可以)[^。！？\n\f]{0,6}(?:您|你)[^。！？\n\f]{0,8}(?:帮助|参考|有用|启发|满意|需要|要求)"
            r"|(?:您|你)(?:可以|可)?(?:根据|按照|结合)(?:您|你)?(?:的)?(?:单位)?(?:的)?(?:实际|具体)?(?:情况|需要|需求)[^。！？\n\f]{0,12}(?:调整|修改|补充|替换|填写|完善|删减)"
            r"|(?:根据|按照|依据|按)(?:您|你)(?:的|所)?(?:提供|要求|描述|给出|输入|指示)"
            r"|为(?:您|你)(?:润色|撰写|生成|改写|修改|起草|扩写|草拟|编写|拟写|整理了|准备了|提供了?一)"
            r"|(?:请|需)?(?:您|你)(?:自行|酌情)(?:核实|核对|修改|替换)"
        ),
    ),
    (
        ("告诉我", "告知我", "联系我", "向我", "问我", "咨询我", "我的", "截至我", "截止我"),
        deferred(
            r"(?:如果|如|若|倘若)[^。！？\n\f]{0,16}(?:需要|问题|疑问|要求|调整|修改|补充)[^。！？\n\f]{0,24}(?:告诉我|告知我|联系我|向我|问我)(?!们)"
            r"|(?:请|欢迎|可以?)?随时(?:告诉|告知|联系|向|问|提问|咨询)我(?!们)"
            r"|(?:截至|截止)我的?(?:知识|训练|数据)"
        ),
    ),
    (
        ("智能", "AI", "ＡＩ", "模型", "聊天", "写作", "语言"),
        deferred(
            rf"作为(?:一个|一名|一款|一种)?[^，。\n\f]{{0,6}}{_ASSISTANT}(?:助手|模型|程序|系统|机器人)?(?:，|,|我(?!们)|无法)"
            rf"|我(?!们)是(?:一个|一名|一款)?[^，。\n\f]{{0,6}}{_ASSISTANT}(?:助手|模型|机器人)"
        ),
    ),
    (
        ("参考",),
        deferred(
            r"(?:以上|上述|以下)(?:内容|信息|文本|回答|数据|文字|范文|示例|模板)(?:均|都)?(?:仅|只)(?:供|作)(?:您)?参考"
        ),
    ),
    (
        ("色后", "化后", "改后", "写后", "简后", "整后"),
        deferred(r"(?:润色|优化|修改|改写|精简|扩写|调整)后的?(?:版本|文本|内容|文字|段落|表述)(?:如下)?[：:]"),
    ),
)
"""What is only ever said to the one who asked, and words of which one is in whatever is said so."""
_OPENING = deferred(
    r"(?:好的|当然(?:可以|没问题)?|没问题|可以的?|明白了?|收到|没有问题|非常乐意)[，,！!。]"
    r"|(?:以下|下面)是[^。；\n\f]{1,40}[：:]"
)
"""How an answer begins: only at a value's own beginning, as a report may say so further on."""
_OPENERS = ("好的", "当然", "没", "可以", "明白", "收到", "非常乐意", "以下是", "下面是")

_CLOSED = deferred(r"[。！？!?\n\f]")
"""Where a sentence ends."""


def find(reading: Reading) -> Iterator[Slip]:
    marks = [mark for mark in _MARKS if any(sign in reading.text for sign in mark[1])]
    chats = [said for words, said in _CHATS if any(word in reading.text for word in words)]
    for start, end in reading.script.values():
        if marks:
            yield from _marks(reading.text, start, end, marks)
        if chats or reading.text.startswith(_OPENERS, start):
            yield from _courtesy(reading.text, start, end, chats)


def _marks(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Iterator[Slip]:
    """One slip for a value, at the first of its marks; the others are counted."""
    value = text[start:end]
    found: list[tuple[int, int, str]] = []
    for name, signs, pattern in marks:
        places = [match.span() for match in pattern.finditer(value)] if any(sign in value for sign in signs) else ()
        if places:
            counted = f"“{name}”" + (f"{len(places)}处" if len(places) > 1 else "")
            found.append((*places[0], counted))
    bullet = _BULLET.search(value) if "* " in value and not any(name.startswith("“* ”") for *_, name in found) else None
    if bullet is not None and not _NOTED.search(value):
        found.append((*bullet.span(), "“* ”"))
    if found:
        at, stop, _ = min(found)
        fact = f"这一栏有 Markdown 的记号：{'、'.join(one[2] for one in sorted(found))}，会照原样印出来"
        yield Slip(
            codes.MARKDOWN,
            start + at,
            start + max(at + 1, min(stop, at + 30)),
            fact,
            "删去这些记号；分条的，写成列表，或一条一段",
        )


def _courtesy(text: str, start: int, end: int, chats: Iterable[re.Pattern[str]]) -> Iterator[Slip]:
    """One slip for a sentence, however many of its words are an assistant's."""
    told = start
    opening = _OPENING.match(text, start, end) if text.startswith(_OPENERS, start) else None
    chatted = sorted((one for said in chats for one in said.finditer(text, start, end)), key=re.Match.start)
    for match in (opening, *chatted):
        if match is None or match.start() < told:
            continue
        closed = _CLOSED.search(text, match.end() - 1, end)
        told = closed.end() if closed is not None else end
        said = match.group()
        fact = f"“{cut(said, 24)}”像是聊天助手的话，会印进报告"
        yield Slip(codes.CHAT, *match.span(), fact, "不是报告的内容就删去这句话")
