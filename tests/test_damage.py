"""Damaged and hostile DOCX and zips in; each is read or told in words, whoever opens it, and stops nothing else, out."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from benchmarks.damage import PACK as PACKED
from benchmarks.damage import REPORT, run
from benchmarks.damages import BODY, DAMAGES, packed, parts_of
from generator import cli
from generator.container import DOCX, PACK, Flaw, ZipBounds, opened
from generator.output import stamp
from generator.pipeline import Settings, build
from generator.wordtext import text_of_docx

COUNT = int(os.environ.get("ZIPINGBAO_DAMAGED", "250"))
"""Damaged files of the test; `python -m benchmarks.damage` makes 50,000."""


@cache
def report() -> bytes:
    return stamp(build(REPORT, Settings(), ("docx",)).reports[0].files["docx"])


def test_damaged_files_are_read_or_told(tmp_path: Path) -> None:
    tally = run(COUNT, 2024, tmp_path)
    assert tally.raised == []
    assert len(tally.kinds) == len({one.__name__ for one in DAMAGES})
    assert {"不覆盖，读不出", "不覆盖，读出", "模板包读不出"} <= set(tally.outcomes)


def patched(data: bytes, name: bytes, local: int, central: int, value: bytes) -> bytes:
    """A field of both headers of an entry set."""
    out = bytearray(data)
    for sign, fixed, at in ((b"PK\3\4", 30, local), (b"PK\1\2", 46, central)):
        start = data.index(sign)
        while not data[start + fixed :].startswith(name):
            start = data.index(sign, start + 1)
        out[start + at : start + at + len(value)] = value
    return bytes(out)


def twice(data: bytes) -> bytes:
    """The directory lists an entry once more, which lies over the other."""
    at, end = data.index(b"PK\1\2"), data.rindex(b"PK\5\6")
    again = data[at : data.index(b"PK\1\2", at + 1)].replace(b"Content", b"Kontent")
    count, size, start = struct.unpack("<HLL", data[end + 10 : end + 20])
    tail = data[end : end + 8] + struct.pack("<HHLL", count + 1, count + 1, size + len(again), start) + b"\0\0"
    return data[:end] + again + tail


KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "不是压缩包，或者压缩包不完整"),
    "cut": (lambda: report()[:-200], "不是压缩包，或者压缩包不完整"),
    "lzma": (lambda: packed(parts_of(report()), method=zipfile.ZIP_LZMA), "LZMA 压缩方法，只读不压缩和 DEFLATE 的"),
    "bzip2": (lambda: packed(parts_of(report()), method=zipfile.ZIP_BZIP2), "BZIP2 压缩方法"),
    "method 99": (lambda: patched(report(), BODY.encode(), 8, 10, b"\x63\0"), "“word/document.xml”用了 99 压缩方法"),
    "encrypted": (lambda: patched(report(), BODY.encode(), 6, 8, b"\1\0"), "“word/document.xml”加了密"),
    "one bit": (lambda: patched(report(), BODY.encode(), 14, 16, b"\1\2\3\4"), "“word/document.xml”坏了，解压不出来或者校验不符"),
    "size too small": (lambda: patched(report(), BODY.encode(), 22, 24, b"\1\0\0\0"), "“word/document.xml”坏了"),
    "size too large": (lambda: patched(report(), BODY.encode(), 22, 24, b"\0\0\x0f\0"), "“word/document.xml”坏了"),
    "size of 4 GB": (lambda: patched(report(), BODY.encode(), 22, 24, b"\xff\xff\xff\xf0"), "解压后有 4043 MB，超过 200 MB"),
    "ratio": (lambda: packed({**parts_of(report()), "x.bin": bytes(90_000_000)}), "倍，超过 200 倍，没有读"),
    "entries": (lambda: report() + b"PK\1\2" * 2001, "里面的文件超过 2000 个，没有读"),
    "overlapping": (lambda: twice(report()), "和别的叠在一起，或者不完整"),
    "no body": (lambda: packed({**parts_of(report()), BODY: parts_of(report())[BODY].replace(b"w:body>", b"w:nobody>")}), "没有 Word 文档的正文"),
    "not XML": (lambda: packed({**parts_of(report()), BODY: parts_of(report())[BODY][:-5]}), "“word/document.xml”不是完好的 XML"),
    "entities": (lambda: packed({**parts_of(report()), BODY: b"<!DOCTYPE x []>" + parts_of(report())[BODY].partition(b"?>")[2]}), "带有 DTD"),
    "marks": (lambda: packed({**parts_of(report()), BODY: b"<a>" + b"<a/>" * 1_500_000 + b"</a>", "x.bin": os.urandom(100_000)}), "里面的标记超过 150 万个，没有读"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_said(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`text` names the file and the fault; a build leaves the file alone and writes the others."""
    make, said = KINDS[kind]
    monkeypatch.chdir(tmp_path)
    data = make()
    Path("甲.docx").write_bytes(data)
    assert cli.run(["text", "甲.docx"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("错误：甲.docx 不是能读的 DOCX：") and said in told.err
    for name in ("甲.yaml", "乙.yaml"):
        Path(name).write_bytes(REPORT.read_bytes())
    status = cli.run(["build", "甲.yaml", "乙.yaml"])
    told = capsys.readouterr()
    assert "共 2 个文件：" in told.err and "Traceback" not in told.err and "W107" not in told.err
    assert Path("乙.docx").is_file() and Path("乙.md").is_file()
    if data:  # an empty file is nobody's work
        assert status == 1 and "W102" in told.err and "甲.docx" in told.err and not Path("甲.md").exists()
        assert Path("甲.docx").read_bytes() == data


def test_our_own_report_is_read_whole() -> None:
    zipped = opened(report(), DOCX)
    assert not isinstance(zipped, Flaw)
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        assert {name: zipped.read(entry) for name, entry in zipped.entries.items()} == {
            name: archive.read(name) for name in archive.namelist()
        }


def test_a_zipped_pack_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text(
        "版本: 1\n模板: 包\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n", encoding="utf-8"
    )
    good = packed(PACKED)
    name = b"pack.yaml"
    for data, said in (
        (good[:-30], "不是压缩包，或者压缩包不完整"),
        (packed(PACKED, method=zipfile.ZIP_LZMA), "里面的“pack.yaml”用了 LZMA 压缩方法，只读不压缩和 DEFLATE 的"),
        (patched(good, name, 6, 8, b"\1\0"), "里面的“pack.yaml”加了密"),
        (patched(good, name, 14, 16, b"\0\0\0\0"), "里面的“pack.yaml”坏了，解压不出来或者校验不符"),
        (packed({**PACKED, "pack.yaml": b"#" * 2_000_000}), "里面的“pack.yaml”有 2 MB，超过 1 MB，没有读"),
        (good + b"PK\1\2" * 2001, "里面的文件超过 2000 个，没有读"),
        (good + bytes(10_000_000), "有 10 MB，超过 10 MB，没有读"),
        (packed({**PACKED, **{f"{n}.j2": bytes(900_000) for n in range(40)}}), "解压后有 36 MB，超过 32 MB，没有读"),
    ):
        (tmp_path / "包.zip").write_bytes(data)
        (found,) = build(tmp_path / "甲.yaml", Settings(), ("md",), "甲.yaml").diagnostics
        assert (found.code.id, found.message) == ("M102", f"模板包“包”的压缩包 包.zip {said}")


@pytest.mark.parametrize("bounds", [DOCX, PACK])
def test_no_bound_is_near_what_comes_with_the_program(bounds: ZipBounds) -> None:
    """Every report of inputs/, and every pack as a zip, stays a tenth below at least."""
    if bounds is DOCX:
        paths = sorted(ROOT.glob("inputs/*.yaml"))
        zips = [one.files["docx"] for path in paths for one in build(path, Settings(), ("docx",)).reports]
    else:
        packs = [path.parent for path in ROOT.glob("templates/*/*/pack.yaml")]
        zips = [
            packed({str(one.relative_to(pack)): one.read_bytes() for one in pack.rglob("*") if one.is_file()})
            for pack in packs
        ]
    for data in zips:
        zipped = opened(data, bounds)
        assert not isinstance(zipped, Flaw)
        total = sum(one.file_size for one in zipped.entries.values())
        assert (
            len(data) * 10 < bounds.packed
            and len(zipped.entries) * 10 < bounds.entries
            and total * 10 < bounds.unpacked
        )
        assert bounds.ratio is None or total < len(data) * bounds.ratio / 10


@pytest.mark.skipif(os.name != "posix", reason="FIFOs and devices are of POSIX")
def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.docx")
    for path in (tmp_path / "甲.docx", Path("/dev/zero")):
        assert text_of_docx(path) == Flaw("不是普通文件")


@pytest.mark.parametrize(
    "old", ["<" * 400_000, "<th>" * 100_000, "**" * 200_000, "| " * 200_000 + "\n|" + "-" * 200_000, "# " * 200_000]
)
def test_an_old_markdown_file_is_compared_in_linear_time(old: str, tmp_path: Path) -> None:
    """Each took minutes where a pattern begins anew at every sign."""
    from generator.output import Output, write_outputs

    (tmp_path / "甲.md").write_text(old, encoding="utf-8")
    assert [
        one.code.id for one in write_outputs([Output(tmp_path / "甲.md", "**表**\n\n| 甲 |\n| --- |\n".encode())])
    ] == ["W103"]
