"""A text's bytes and a seed in, the same bytes damaged as hands, editors, mails and disks damage them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random, str], str]
"""What is done to a text; the last argument is another text, from which some take a part."""

CHARACTERS = (
    "：，、；。！？（）【】［］｛｝〔〕《》“”‘’－—＋％．／｜＃＠＊＝～·…　０１９一二十百千万亿零〇无是否某年月日元"
    " \t\n\r\x0b\x0c\x00\x07\x1b\x7f\x85\xa0\xad\u200b\u200e\u202e\u2028\u2029\u2060\u3000\ufeff\ufdd0\ufdd1\ufffd\uffff"
    "\U0001f600\U00020000⼀豈:,-[]{}\"'#|>&*!%@`\\/?=+~^$_.;()<>0123456789abeEnNxXyY"
)
_NUMBERS = """
    0 -0 00 1 -1 1.0 .5 5. 1,234 1,23,4 12,345.678 1e5 1E400 1e999999999 -1e-999999999 nan inf -Infinity 0x1F １２３．４５
    99999999999999999999999999999 0.000000000000000000000000000001 3.33333333333333333333 100% 150% -5% 3‰ 5‰％ 12万元 12元
    3亿元 12万 1/3 1:2 2024 1899 20240 2024年13月45日 2024年2月30日 2024-04-28 2024.4.28 12:30 二十 一百二十万元 壹佰元整
    ¥1,234.50 (1,234.50) △5 1234- 约5 ≥95% ≤3 >5 ±2 5-8 5～8 96.5分 5个 5.6万件 1_000 +5 --5 1..5 1.2.3 + - . , ％ 万元
"""
NUMBERS = _NUMBERS.split()
VALUES = (
    "", "无", "是", "否", "~", "null", "true", "[]", "{}", "[[]]", "[{}]", "{[]}", "''", '""', "|", ">", "|-", ">+", "|2", "|\n", "- ", "-",
    "? ", "!!int 3", "&a 1", "*a", "<<: *a", "%YAML 1.1", "---", "...", "# 注", "甲: 乙", "甲：乙", "[甲, 乙]", "{甲: 1}", "{名称: 甲}",
    "{合计: 1}", "{决算: 5, 上年: 4, 原因: 甲}", "{一般公共预算: 3}", "第一行\n第二行", '"\\x07"', '"\\ud800"', '"\\n"', "{{ 年度 }}", "{{",
    "}}", "{{ 支出.合计 }}", "{{ 支出.合计 - 收入.合计 }}", "{{ 占比(支出.项目支出, 支出.合计) }}", "{{ 项目[0].名称 }}", "｛｛ 年度 ｝｝", "{{ 1/0 }}",
    "{{ 年度 | 大写 }}", "{% if %}", "{% for 项 in 项目 %}", "{% endfor %}", "{% endif %}", "{% include '甲' %}", "{% set 甲 = 1 %}",
    "{{ 甲.乙[0]|连接 }}", "{#", "::: 落款", ":::", "| 甲 | 乙 |\n| --- | --- |", "<table><tr><td>", "**", "# 题", "1. ", "甲\t乙\t丙",
    "名称\t金额\n甲\t1\n合计\t1", "×", "××", "（）", "“", "”", "〔2023〕1号", "[2023]1号", "文件: 项目/甲.yaml", "上年文件: x.yaml", "模板: 国家/公文",
)  # fmt: skip
_WIDE = {**{chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)}, " ": "\u3000"}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_TOKEN = re.compile(r"\{[{%#]|[%#}]\}|[0-9.]+|[A-Za-z_]+|[一-鿿]+|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9][0-9,.]*[%‰万亿元]*")
_KEY = re.compile(r"[一-鿿][一-鿿A-Za-z0-9_]*(?=[ ]*[:：])")
_VALUE = re.compile(r"(?m)(?<=: )[^\n]+$")
_SIGN = re.compile(r"[:,\-\[\]{}\"'#|>：，、（）“”%.]")


def damaged(data: bytes, seed: str, other: bytes) -> bytes:
    """Mostly a few slips in the text, now and then broken bytes."""
    random = Random(seed)  # noqa: S311 - no secret
    text, more = (one.decode("utf-8", "surrogateescape") for one in (data, other))
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        text = random.choice(DAMAGES)(text, random, more)
    made = text.encode("utf-8", "surrogatepass" if random.random() < 0.02 else "replace")
    return _bytes(made, random) if random.random() < 0.06 else made


def _at(text: str, random: Random) -> int:
    return random.randint(0, len(text))


def _found(pattern: re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    """A match near a place chosen by chance."""
    return pattern.search(text, max(_at(text, random) - 30, 0)) or pattern.search(text)


def _instead(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _character_in(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    return _instead(text, at, at + random.randint(0, 1), random.choice(CHARACTERS))


def _characters_out(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    return _instead(text, at, at + random.choice((1, 1, 1, 2, 3, 10, 60)), "")


def _characters_swapped(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    return _instead(text, at, at + 2, text[at : at + 2][::-1])


def _sign_wide(text: str, random: Random, other: str) -> str:
    """One sign in the other width, or all of its kind, or none."""
    match = _found(_SIGN, text, random)
    if match is None:
        return text
    sign = match.group()
    new = random.choice((_WIDE.get(sign, ""), _NARROW.get(sign, ""), "", sign * 2, random.choice(CHARACTERS)))
    if random.random() < 0.1:
        return text.replace(sign, new)
    return _instead(text, *match.span(), new)


def _token(text: str, random: Random, other: str) -> str:
    match, donor = _found(_TOKEN, text, random), _found(_TOKEN, random.choice((text, other)), random)
    if match is None or donor is None:
        return text
    new = random.choice(("", match.group() * 2, donor.group(), donor.group() + match.group()))
    return _instead(text, *match.span(), new)


def _number(text: str, random: Random, other: str) -> str:
    match = _found(_NUMBER, text, random)
    new = random.choice(NUMBERS) if random.random() < 0.95 else random.choice("0123456789.,") * random.choice((30, 400))
    return _instead(text, *match.span(), new) if match is not None else text


def _key(text: str, random: Random, other: str) -> str:
    match, donor = _found(_KEY, text, random), _found(_KEY, random.choice((text, other)), random)
    return _instead(text, *match.span(), donor.group()) if match is not None and donor is not None else text


def _value(text: str, random: Random, other: str) -> str:
    match, donor = _found(_VALUE, text, random), _found(_VALUE, other, random)
    if match is None:
        return text
    new = donor.group() if donor is not None and random.random() < 0.4 else random.choice(VALUES)
    return _instead(text, *match.span(), new)


def _lines(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines) + 1)
    block = lines[at : at + random.choice((1, 1, 1, 2, 4, 12))]
    kind = random.randrange(5)
    if kind in (0, 2):  # dropped, moved
        del lines[at : at + len(block)]
    if kind in (1, 2):  # doubled elsewhere, moved
        lines[min(to, len(lines)) : 0] = block
        if to >= len(lines):
            lines += block
    if kind == 3:  # joined with the next
        lines[at : at + 2] = ["".join(lines[at : at + 2])]
    if kind == 4:
        lines[at:at] = [" " * random.choice((0, 0, 2, 4)) + random.choice(VALUES)]
    return "\n".join(lines)


def _indented(text: str, random: Random, other: str) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    change = random.choice((1, 2, 3, -1, -2, -4))
    blank = random.choice((" ", " ", " ", "\t", "\u3000", "\xa0", "- "))
    for here in range(at, min(at + random.choice((1, 1, 2, 5)), len(lines))):
        bare = lines[here].lstrip(" ")
        depth = len(lines[here]) - len(bare) + change
        lines[here] = (
            " " * min(max(depth, 0), 40) + bare if change < 0 or blank == " " else blank * change + lines[here]
        )
    return "\n".join(lines)


def _spliced(text: str, random: Random, other: str) -> str:
    """The head of one and the tail of the other, or some lines of the other in the middle."""
    own, theirs = text.split("\n"), other.split("\n")
    at, there = random.randrange(len(own) + 1), random.randrange(len(theirs) + 1)
    if random.random() < 0.5:
        return "\n".join(own[:at] + theirs[there:])
    return "\n".join(own[:at] + theirs[there : there + random.choice((1, 3, 10))] + own[at:])


def _cut(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    return text[:at] if random.random() < 0.5 else text[at:]


def _repeated(text: str, random: Random, other: str) -> str:
    at = _at(text, random)
    piece = text[at : at + random.choice((1, 2, 8))]
    return _instead(text, at, at, piece * random.choice((2, 5, 40, 300)))


def _line_ends(text: str, random: Random, other: str) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\n", "\u2028", "\x85", " ")), random.choice((-1, 1, 3)))


DAMAGES: tuple[Damage, ...] = (
    *([_character_in, _sign_wide, _token, _lines, _indented] * 3),
    *([_characters_out, _number, _key, _value, _spliced] * 2),
    _characters_swapped, _cut, _repeated, _line_ends,
)  # fmt: skip


def _bytes(data: bytes, random: Random) -> bytes:
    made = bytearray(data)
    at = random.randint(0, max(len(made) - 1, 0))
    kind = random.randrange(7)
    if kind == 0 and made:
        made[at] ^= 1 << random.randrange(8)
    elif kind == 1:
        made[at : at + 1] = b""
    elif kind == 2:
        made[at:at] = random.randbytes(random.choice((1, 2, 5)))
    elif kind == 3:
        made = bytearray(b"\xef\xbb\xbf") + made
    elif kind == 4:
        made = made[:at]
    elif kind == 5:
        return data.decode("utf-8", "replace").encode("gb18030", "replace")
    else:
        return data.decode("utf-8", "replace").encode(
            random.choice(("utf-16", "utf-16-le", "utf-32", "big5")), "replace"
        )
    return bytes(made)
