"""Inputs that cannot be kept as a readable file: bytes in a name's place, with the findings each earns."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "年度: 2024\n单位:\n  名称: 示例市政务服务中心\n"


@dataclass(frozen=True)
class Recipe:
    """Bytes and what reading them must give: findings as (code, line, column), and whether there is a root."""

    name: str
    data: bytes
    wanted: tuple[tuple[str, int, int], ...] = ()
    readable: bool = True


def _text(text: str) -> bytes:
    return text.encode("utf-8")


RECIPES = (
    Recipe("utf-8", _text(TEXT)),
    Recipe("utf-8 with a BOM", b"\xef\xbb\xbf" + _text(TEXT)),
    Recipe("GBK", TEXT.encode("gbk")),
    Recipe("GB 18030 beyond GBK", (TEXT + "  负责人: 李\U00020087\n").encode("gb18030")),
    Recipe("CRLF", _text(TEXT.replace("\n", "\r\n"))),
    Recipe("lone CR", _text(TEXT.replace("\n", "\r"))),
    Recipe("CRLF, CR and LF mixed", _text("年度: 2024\r\n单位:\r  名称: 中心\n  名称: 中心\r\n"), (("Y141", 4, 3),)),
    Recipe("no line end at the end", _text(TEXT.rstrip("\n"))),
    Recipe("beyond the BMP before a fault", _text("名称: \U00020087\U0001f600\u200b楼\n"), (("Y113", 1, 7),)),
    Recipe("BOM in the middle of a file", _text("年度: 2024\n\ufeff名称: 中心\n"), (("Y113", 2, 1),)),
    Recipe("empty", b"", (("Y104", 1, 1),), False),
    Recipe("BOM only", b"\xef\xbb\xbf", (("Y104", 1, 1),), False),
    Recipe("only comments", _text("# 注释\n\n# 又一行\n"), (("Y104", 1, 1),), False),
    Recipe(
        "only a comment with a zero-width space",
        _text("# 年度: 2024\u200b\n"),
        (("Y104", 1, 1), ("Y113", 1, 11)),
        False,
    ),
    Recipe(
        "only comments with spaces of Word",
        _text("#\u3000单位\n#\xa0名称\u2060\n"),
        (("Y104", 1, 1), ("Y113", 2, 5)),
        False,
    ),
    Recipe("only a zero-width space", _text("\u200b\n"), (("Y104", 1, 1), ("Y113", 1, 1)), False),
    *(
        Recipe(f"{name} for every line end", _text(TEXT.replace("\n", sign)), (("Y470", 1, 9),), False)
        for name, sign in (("U+2028", "\u2028"), ("U+2029", "\u2029"), ("NEL", "\x85"))
    ),
    Recipe("U+2028 once before a key", _text("# 注\n年度: 2024\u2028单位:\n  名称: 中心\n"), (("Y470", 2, 9),), False),
    Recipe("NEL behind a comment", _text("# 注\x85年度: 2024\n"), (("Y470", 1, 4),), False),
    Recipe("U+2029 in a text", _text("说明: 第一段。\u2029第二段：完。\n"), (("Y113", 1, 9),)),
    Recipe(
        "a tab behind a line that was joined",
        _text("# 甲\n\n版本: 1\n年度: 2单位:\n\t名称: 政务中心"),
        (("Y136", 4, 8), ("Y121", 5, 1)),
        False,
    ),
    Recipe("only a separator", b"---\n", (("Y104", 1, 1),), False),
    Recipe("UTF-16 with a BOM", TEXT.encode("utf-16"), (("Y106", 1, 1),), False),
    Recipe("UTF-16 BE with a BOM", b"\xfe\xff" + TEXT.encode("utf-16-be"), (("Y106", 1, 1),), False),
    Recipe("UTF-16 without a BOM", TEXT.encode("utf-16-le"), (("Y106", 1, 1),), False),
    Recipe("UTF-32", TEXT.encode("utf-32"), (("Y106", 1, 1),), False),
    Recipe("neither UTF-8 nor GBK", b"a: \xff\xfe\xff\n", (("Y107", 1, 1),), False),
    Recipe("UTF-8 with a broken byte", _text(TEXT) + b"  a: \xe4\xb8\n", (("Y107", 4, 6),), False),
    Recipe("UTF-8 broken behind CRLF", _text("年度: 2024\r\n名称: 中心大厅") + b"\xff\n", (("Y107", 2, 9),), False),
    Recipe(
        "BOM and a broken byte behind a digit",
        b"\xef\xbb\xbf" + _text("年度: 2024\n名称: 大厅1") + b"\xff\n",
        (("Y107", 2, 8),),
        False,
    ),
    Recipe(
        "BOM and a broken byte in the first key",
        b"\xef\xbb\xbf" + _text("年度") + b"\xe5: 2024\n",
        (("Y107", 1, 3),),
        False,
    ),
    Recipe("BOM and a last character cut off", b"\xef\xbb\xbf" + _text(TEXT + "#局")[:-1], (("Y107", 4, 2),), False),
    Recipe("only a broken byte behind a BOM", b"\xef\xbb\xbf\xff", (("Y107", 1, 1),), False),
    Recipe("a Word file", b"PK\x03\x04" + bytes(40), (("Y107", 1, 1),), False),
    Recipe("an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), (("Y107", 1, 1),), False),
    Recipe("Big5", "年度: 2024\n名稱: 臺灣省政務服務中心管理處的說明書\n".encode("big5"), (("Y108", 1, 1),)),
    Recipe("NUL", _text("年度: 2024\n名称: 政务\x00大厅\n"), (("Y111", 2, 7),)),
    Recipe("Word's soft line break", _text("名称: 政务\x0b大厅\n"), (("Y111", 1, 7),)),
    Recipe(
        "noncharacters",
        _text("甲: \ufdd0\n乙: 丙\uffff\n丁: \U0001fffe戊\n"),
        (("Y111", 1, 4), ("Y111", 2, 5), ("Y111", 3, 4)),
    ),
    Recipe("private use is allowed", _text("名称: 甲\ue000乙\n")),
    Recipe("brackets 10 000 deep", b"a: " + b"[" * 10_000, (("Y148", 1, 103),), False),
    Recipe("braces 30 000 deep", b"a: " + b"{b: " * 30_000, (("Y148", 1, 400),), False),
    Recipe("dashes 30 000 deep", b"- " * 30_000, (("Y148", 1, 201),), False),
    Recipe("keys 1 000 deep", b"".join(b" " * n + b"a:\n" for n in range(1000)), (("Y148", 101, 101),), False),
    Recipe("a bomb of aliases", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", (("Y142", 1, 4),), False),
    Recipe("10 MB and one byte", b"#" * (10 * 1024 * 1024 + 1), (("Y105", 1, 1),), False),
    Recipe("a million blank lines", b"\n" * 1_000_000, (("Y104", 1, 1),), False),
)
