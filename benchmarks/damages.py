"""A sound zip and a source of chance in, the zip damaged in one of many ways out: by bytes, by headers, by parts, by XML."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from random import Random

Damage = Callable[[bytes, Random], bytes]

HEADERS = {b"PK\1\2": 46, b"PK\3\4": 30, b"PK\5\6": 22}
"""The signatures of a zip's records, and how long they are."""
EXTREMES = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
ODD = ("", "-1", "0", "9" * 5000, "nan", "1e999", "D800", "110000", "\u200b", "&#0;", "&#xD800;", "../../x", "中" * 300)
"""Values that no office program writes into an attribute."""
BODY = "word/document.xml"
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="0" w:author="甲"><w:p><w:r><w:t>核对</w:t></w:r></w:p></w:comment></w:comments>'
)
HAND = (
    '<w:ins w:id="1" w:author="甲"><w:r><w:t>加</w:t></w:r></w:ins><w:del w:id="2" w:author="乙"><w:r><w:delText>删</w:delText></w:r>'
    '</w:del><w:moveFrom w:id="3"><w:r><w:t>移</w:t></w:r></w:moveFrom><w:commentRangeStart w:id="0"/><w:r><w:rPr><w:color w:val="FF0000"/>'
    '<w:strike/><w:rPrChange w:id="4" w:author="丙"><w:rPr/></w:rPrChange></w:rPr><w:t>红</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r>'
    '<w:commentReference w:id="0"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:br/><w:fldChar w:fldCharType="begin"/>'
    '<w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r>'
)
"""What a hand leaves in a paragraph: changes, comments, colours, signs, fields."""


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = comment
    return out.getvalue()


def by_hand(report: bytes) -> bytes:
    """The report as somebody leaves it who tracks changes, comments and colours."""
    parts = parts_of(report)
    parts[BODY] = parts[BODY].replace(b"</w:p>", HAND.encode() + b"</w:p>", 6)
    parts["word/comments.xml"] = COMMENTS.encode()
    return packed(parts)


# bytes


def flipped(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwritten(data: bytes, chance: Random) -> bytes:
    start, length = _stretch(data, chance)
    return (
        data[:start]
        + chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length)))
        + data[start + length :]
    )


def cut(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return chance.choice((data[:at], data[at:]))


def dropped(data: bytes, chance: Random) -> bytes:
    start, length = _stretch(data, chance)
    return data[:start] + data[start + length :]


def repeated(data: bytes, chance: Random) -> bytes:
    start, length = _stretch(data, chance)
    at = chance.randrange(len(data))
    return data[:at] + data[start : start + length] + data[at:]


def _stretch(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data) - start, chance.choice((1, 4, 30, 400, 5000)))


# headers


def forged(data: bytes, chance: Random) -> bytes:
    """Fields of the zip's own records: methods, flags, sizes, places, lengths, counts."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        sign = chance.choice(tuple(HEADERS))
        at = chance.choice([match.start() for match in re.finditer(re.escape(sign), data)] or [0])
        field = at + chance.randrange(4, HEADERS[sign], 2)
        value = chance.choice((*EXTREMES, chance.randrange(1 << 32), len(data)))
        size = chance.choice((2, 4))
        out[field : field + size] = struct.pack("<I", value)[:size]
    return bytes(out)


# parts


def without_a_part(data: bytes, chance: Random) -> bytes:
    parts = parts_of(data)
    del parts[chance.choice(tuple(parts))]
    return packed(parts)


def renamed(data: bytes, chance: Random) -> bytes:
    parts = parts_of(data)
    name = chance.choice(tuple(parts))
    new = chance.choice(
        ("../" + name, "/" + name, name.upper(), " ", "a" * 3000, name.replace("/", "\\"), "\ud7ff\n\x01", "C:" + name)
    )
    return packed({new if one == name else one: part for one, part in parts.items()})


def twice(data: bytes, chance: Random) -> bytes:
    """A name that stands twice."""
    out = io.BytesIO(data)
    parts = parts_of(data)
    name = chance.choice(tuple(parts))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, parts[name][: chance.randrange(len(parts[name]) + 1)])
    return out.getvalue()


def swapped(data: bytes, chance: Random) -> bytes:
    parts = parts_of(data)
    one, other = chance.choice(tuple(parts)), chance.choice(tuple(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return packed(parts)


def another_method(data: bytes, chance: Random) -> bytes:
    out = packed(parts_of(data), method=chance.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED)))
    return chance.choice((flipped, forged, overwritten))(out, chance)


def swollen(data: bytes, chance: Random) -> bytes:
    """Much that says nothing, and very little of a zip."""
    return packed({**parts_of(data), "word/media/x.bin": bytes(chance.choice((10_000, 3_000_000)))})


# XML


def _in_xml(change: Callable[[str, Random], str]) -> Damage:
    def damaged(data: bytes, chance: Random) -> bytes:
        parts = parts_of(data)
        names = [name for name in parts if name.endswith((".xml", ".rels", ".yaml", ".j2"))]
        names += [BODY] * (len(names) if BODY in parts else 0)  # half of all in the body
        name = chance.choice(names)
        text = parts[name].decode("utf-8", "surrogateescape")
        parts[name] = change(text, chance).encode("utf-8", "surrogateescape")
        return packed(parts)

    damaged.__name__ = change.__name__
    return damaged


def _one(pattern: str, text: str, chance: Random) -> re.Match[str] | None:
    """One of the matches that begin behind a place of chance."""
    return re.compile(pattern).search(text, chance.randrange(len(text) + 1)) or re.search(pattern, text)


def _put(text: str, match: re.Match[str] | None, new: str) -> str:
    return text if match is None else text[: match.start()] + new + text[match.end() :]


def bytes_of_a_part(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice(("<", ">", "&", "\x00", '"', "]]>", "<!--", "<?x", "\ufffe", ""))
        + text[at + chance.randrange(9) :]
    )


def tag(text: str, chance: Random) -> str:
    match = _one(r"</?[\w:]+", text, chance)
    return _put(text, match, chance.choice(("<w:p", "<w:t", "</w:r", "<x", "<w:tbl", "<w:tc", "<w:ins", "<")))


def value(text: str, chance: Random) -> str:
    return _put(text, _one(r'"[^"<]*"', text, chance), f'"{chance.choice(ODD)}"')


def attribute(text: str, chance: Random) -> str:
    match = _one(r'\s[\w:]+="[^"]*"', text, chance)
    return _put(text, match, "" if chance.random() < 0.5 or match is None else match[0] * 2)


def element(text: str, chance: Random) -> str:
    """An element without children left out, or put in elsewhere."""
    match = _one(r"<([\w:]+)[^<>]*(?:/>|>[^<>]*</\1>)", text, chance)
    if match is None or chance.random() < 0.5:
        return _put(text, match, "")
    return _put(text, _one(r"(?=<[\w:]+)", text, chance), match[0])


def deep(text: str, chance: Random) -> str:
    depth, name = chance.choice((100, 300, 3000)), chance.choice(("w:r", "w:p", "w:tbl", "w:ins", "w:sdt"))
    return _put(text, _one(r"(?=<w:r>)", text, chance), f"<{name}>" * depth + f"</{name}>" * depth)


def entities(text: str, chance: Random) -> str:
    bomb = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    kind = chance.choice(
        (bomb, "<!ENTITY a9 SYSTEM 'file:///etc/passwd'>", "<!ENTITY % a SYSTEM 'http://127.0.0.1/'> %a;", "")
    )
    start = max(text.find("?>") + 2, 0)
    return text[:start] + f"<!DOCTYPE x [{kind}]>" + re.sub(r">[^<>]+<", ">&a9;<", text[start:], count=1)


def encoding(text: str, chance: Random) -> str:
    new = chance.choice(("utf-16", "gbk", "utf-7", "iso-8859-1", "ibm037", "none", "utf-32", ""))
    return f'<?xml version="1.0" encoding="{new}"?>' + re.sub(r"^<\?xml[^>]*>", "", text)


def namespace(text: str, chance: Random) -> str:
    return _put(
        text, _one(r'xmlns:\w+="[^"]*"', text, chance), chance.choice(("", 'xmlns:w="x"', 'xmlns:w=""', 'xmlns="y"'))
    )


def inserted(text: str, chance: Random) -> str:
    new = (
        "<!-- a -->",
        "<?a b?>",
        "<![CDATA[<w:p>]]>",
        "&#x10FFFF;",
        "&#1;",
        "&no;",
        "\ud7ff" * 20_000,
        "<w:p/>" * 2000,
    )
    return _put(text, _one(r"(?=<)", text, chance), chance.choice(new))


XML = tuple(
    map(_in_xml, (bytes_of_a_part, tag, value, attribute, element, deep, entities, encoding, namespace, inserted))
)
DAMAGES: tuple[Damage, ...] = (
    flipped, overwritten, cut, dropped, repeated, forged, forged,
    without_a_part, renamed, twice, swapped, another_method, swollen, *XML,
)  # fmt: skip


def damaged(data: bytes, chance: Random) -> tuple[str, bytes]:
    """The kind of damage and what it left; now and then two kinds, one on the other."""
    one = chance.choice(DAMAGES)
    out = one(data, chance)
    if chance.random() < 0.1:
        out = chance.choice((flipped, overwritten, forged, cut))(out or b"PK", chance)
    return one.__name__, out
