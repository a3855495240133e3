"""What a hand did to a report in Word is told with its place, whatever the YAML says by now; a mere save is not."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from effort import some

from generator.container import Flaw
from generator.handwork import handwork
from generator.handwork.opened import OpenedDocx, opened
from generator.handwork.reading import read
from generator.output import Output, write_outputs
from generator.pipeline import Settings, build
from generator.wordtext import text_of_docx

ROOT = Path(__file__).resolve().parent.parent
INPUT = ROOT / "inputs" / "minimal.yaml"
EVERY = sorted([*ROOT.glob("inputs/*.yaml"), *ROOT.glob("templates/*/*/sample/input.yaml")])
BODY = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:id="7" w:author="王××" w:date="2025-03-01T09:00:00Z"'
SENTENCE = "大厅全年正常运转，窗口服务不断档。"
UNDER = "“2.总体绩效目标完成情况分析”下"
PARAGRAPH = f"{UNDER}“大厅全年正常运转，窗…”一段"


@cache
def report(*changes: tuple[str, str]) -> bytes:
    """The short report, with other words in its YAML."""
    text = INPUT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = INPUT.with_name(f".{os.getpid()}-{abs(hash(changes))}.yaml")
    path.write_text(text, encoding="utf-8")
    try:
        return build(path, Settings(), ("docx",)).reports[0].files["docx"]
    finally:
        path.unlink()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def body(change: Callable[[str], str], data: bytes | None = None, **more: str) -> bytes:
    """The report with its body changed and more parts, as an office program would pack it."""
    parts = parts_of(report() if data is None else data)
    before = parts[BODY].decode("utf-8")
    after = change(before)
    assert after != before
    extra = {f"word/{name}.xml": text.encode("utf-8") for name, text in more.items()}
    return packed({**parts, BODY: after.encode("utf-8"), **extra})


def run_of(text: str) -> re.Pattern[str]:
    """The run that holds a text, in three groups: before, properties with the opening, after."""
    return re.compile(
        rf"<w:r>((?:(?!</?w:r>).)*?)<w:t xml:space=\"preserve\">([^<]*?){re.escape(text)}([^<]*)</w:t></w:r>"
    )


def parted(text: str, middle: str) -> Callable[[str], str]:
    """The run is cut in three; `middle` is the XML of the piece, with its properties for {p} and its text for {t}."""

    def change(xml: str) -> str:
        found = run_of(text).search(xml)
        assert found is not None
        properties, before, after = found.groups()

        def run(words: str) -> str:
            return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""

        return (
            xml[: found.start()] + run(before) + middle.format(p=properties, t=text) + run(after) + xml[found.end() :]
        )

    return change


def comments(*texts: tuple[int, str, str]) -> str:
    listed = "".join(
        f'<w:comment w:id="{id}" w:author="{who}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for id, who, text in texts
    )
    return f"<w:comments {W}>{listed}</w:comments>"


def run(text: str, properties: str = "{p}") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


HANDS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "a word": (
        lambda: body(lambda xml: xml.replace("正常运转", "平稳运转")),
        [f"{UNDER}“大厅全年正常运转，窗口服务不断档。”改成了“大厅全年平稳运转，窗口服务不断档。”"],
    ),
    "a paragraph more": (
        lambda: body(lambda xml: xml.replace("<w:sectPr", f"<w:p>{run('以上已经审定。', '')}</w:p><w:sectPr", 1)),
        ["“3.各项指标完成情况分析”下加了“以上已经审定。”"],
    ),
    "a comment on words": (
        lambda: body(
            parted(
                "窗口服务",
                '<w:commentRangeStart w:id="3"/>'
                + run("{t}")
                + '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>',
            ),
            comments=comments((3, "李局长", "补上窗口数")),
        ),
        [f"批注（李局长，{UNDER}“窗口服务”处）：补上窗口数"],
    ),
    "two comments, one of them nowhere": (
        lambda: body(
            parted("窗口服务", run("{t}") + '<w:r><w:commentReference w:id="0"/></w:r>'),
            comments=comments((0, "", "核对"), (9, "张三", "删掉的一段上")),
        ),
        [f"批注（未署名，{UNDER}“{SENTENCE}”处）：核对", "批注（张三）：删掉的一段上"],
    ),
    "tracked: one word for another": (
        lambda: body(
            parted(
                "正常",
                f"<w:del {BY}><w:r>{{p}}<w:delText>{{t}}</w:delText></w:r></w:del><w:ins {BY}>{run('平稳')}</w:ins>",
            )
        ),
        [f"修订（王××，{UNDER}“大厅全年平稳运转，窗…”一段）：“正常”改成“平稳”"],
    ),
    "tracked: more words, in two runs": (
        lambda: body(
            parted("窗口服务", f"<w:ins {BY}>{run('32个')}</w:ins><w:ins {BY}>{run('对外')}</w:ins>" + run("{t}"))
        ),
        [f"修订（王××，{UNDER}“大厅全年正常运转，3…”一段）：插入“32个对外”"],
    ),
    "tracked: fewer": (
        lambda: body(parted("全年", f"<w:del {BY}><w:r>{{p}}<w:delText>{{t}}</w:delText></w:r></w:del>")),
        ["修订（王××，“二、部门预算项目支出绩效自评情况分析”下“2024年，本部门预…”一段）：删去“全年”"],
    ),
    "tracked: by nobody, without a number": (
        lambda: body(parted("窗口服务", f"<w:ins>{run('对外')}</w:ins>" + run("{t}"))),
        [f"修订（未署名，{UNDER}“大厅全年正常运转，对…”一段）：插入“对外”"],
    ),
    "tracked: moved": (
        lambda: body(
            parted("正常", f"<w:moveFrom {BY}>{run('{t}')}</w:moveFrom><w:moveTo {BY}>{run('{t}')}</w:moveTo>")
        ),
        [f"修订（王××，{PARAGRAPH}）：移走“正常”", f"修订（王××，{PARAGRAPH}）：移入“正常”"],
    ),
    "tracked: another look": (
        lambda: body(
            parted("正常", f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>{{t}}</w:t></w:r>")
        ),
        [f"修订（王××，{PARAGRAPH}）：改了格式“正常”"],
    ),
    "tracked: a paragraph parted": (
        lambda: body(
            lambda xml: re.sub(
                r"<w:p>(<w:pPr>(?:(?!<w:p>).)*?)</w:pPr>((?:(?!</?w:p>).)*)大厅全年正常运转，窗口",
                rf"<w:p>\1<w:rPr><w:ins {BY}/></w:rPr></w:pPr>\2大厅全年正常运转，</w:t></w:r></w:p>"
                rf"<w:p>\1</w:pPr>\2窗口",
                xml,
                count=1,
            )
        ),
        [f"修订（王××，{UNDER}“大厅全年正常运转，”一段）：插入一处分段"],
    ),
    "struck, coloured, shaded": (
        lambda: body(
            lambda xml: parted("窗口", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>{t}</w:t></w:r>')(
                parted("正常", "<w:r><w:rPr><w:strike/></w:rPr><w:t>{t}</w:t></w:r>")(xml)
            )
        ),
        [f"标记（{PARAGRAPH}）：“正常”划了删除线", f"标记（{PARAGRAPH}）：“窗口”改了颜色"],
    ),
    "underlined, dotted": (
        lambda: body(
            lambda xml: parted("窗口", '<w:r><w:rPr><w:em w:val="dot"/></w:rPr><w:t>{t}</w:t></w:r>')(
                parted("正常", '<w:r><w:rPr><w:u w:val="wave"/></w:rPr><w:t>{t}</w:t></w:r>')(xml)
            )
        ),
        [f"标记（{PARAGRAPH}）：“正常”加了下划线", f"标记（{PARAGRAPH}）：“窗口”加了着重号"],
    ),
    "bold, slanted, hidden": (
        lambda: body(
            lambda xml: parted("断档", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{t}</w:t></w:r>")(
                parted("正常", "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>{t}</w:t></w:r>")(xml)
            )
        ),
        [f"标记（{PARAGRAPH}）：“正常”改成了斜体，改成了加粗", f"标记（{PARAGRAPH}）：“断档”设成了隐藏文字"],
    ),
    "none of these, said in so many words": (
        lambda: body(
            lambda xml: parted(
                "断档", '<w:r><w:rPr><w:u w:val="none"/><w:em w:val="none"/></w:rPr><w:t>{t}</w:t></w:r>'
            )(parted("正常", '<w:r><w:rPr><w:b w:val="0"/><w:i w:val="false"/></w:rPr><w:t>{t}</w:t></w:r>')(xml))
        ),
        [],
    ),
    "above the page": (
        lambda: body(
            lambda xml: xml + "\n",
            header1=f"<w:hdr {W}><w:p><w:r><w:t>征求意见稿</w:t></w:r></w:p></w:hdr>",
        ),
        ["页眉、页脚或脚注里加了“征求意见稿”"],
    ),
}


@pytest.mark.parametrize("name", HANDS)
def test_what_a_hand_did(name: str) -> None:
    """All of it, and only that: also where the YAML says something new in other places."""
    make, expected = HANDS[name]
    edited = make()
    for new in (report(), report(("开放窗口32个", "开放窗口40个"), ("118.5", "117.5"))):
        found = handwork(edited, new)
        assert found is not None and found.ours
        assert list(found.notes) == expected


def test_what_the_yaml_says_anew_in_the_same_sentence_is_not_told() -> None:
    """The old words are kept nowhere: not even what a leader struck out can be read from the file."""
    edited = body(lambda xml: xml.replace("正常运转", "平稳运转"))
    found = handwork(edited, report(("正常运转", "有序运转")))
    assert found is not None
    assert found.notes == (f"{UNDER}改成了“大厅全年平稳运转，窗口服务不断档。”",)
    assert all("正常运转" not in data.decode("utf-8", "replace") for data in parts_of(edited).values())


def test_what_was_copied_into_the_yaml_is_not_lost() -> None:
    edited = body(lambda xml: xml.replace("正常运转", "平稳运转"))
    found = handwork(edited, report(("正常运转", "平稳运转")))
    assert found is not None and found.notes == ()


def test_what_is_built_bold_or_underlined() -> None:
    """No mark of a hand, also where the YAML has another value in a row of the cover; bold type that was taken off is one."""
    sample = ROOT / "templates" / "湖南" / "部门决算公开" / "sample" / "input.yaml"
    built = next(
        data
        for one in build(sample, Settings(), ("docx",)).reports
        if '<w:u w:val="single"/>' in parts_of(data := one.files["docx"])[BODY].decode("utf-8")
    )
    lined = re.compile(r'(<w:u w:val="single"/></w:rPr>(?:(?!</w:r>).)*?<w:t xml:space="preserve">)([^<]*\w)')
    other = body(lambda xml: lined.sub(r"\1另一个\2", xml), built)
    found = handwork(built, other)
    assert found is not None and not [one for one in found.notes if one.startswith("标记")]
    heavy = re.compile(r"<w:b/><w:bCs/>(?=(?:(?!</w:r>).)*?<w:t[^>]*>[^<]*\w)")
    lighter = handwork(body(lambda xml: heavy.sub("", xml, count=1), built), built)
    assert (
        lighter is not None
        and [one for one in lighter.notes if one.endswith("去掉了加粗")] == list(lighter.notes) != []
    )


def saved_as_word_does(xml: str) -> str:
    """Other fonts, runs cut in two, revision numbers, spelling marks, bookmarks, page breaks that were last laid out."""
    xml = xml.replace("仿宋_GB2312", "仿宋")
    xml = re.sub(r"<w:p>", '<w:p w:rsidR="00A1" w:rsidRDefault="00B2">', xml)
    xml = re.sub(
        r'<w:r>((?:(?!</?w:r>|<w:t ).)*?)<w:t xml:space="preserve">([^<]{2})([^<]+)</w:t></w:r>',
        r'<w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00C3">\1<w:lastRenderedPageBreak/><w:t>\2</w:t></w:r>'
        r'<w:bookmarkStart w:id="900" w:name="_GoBack"/><w:bookmarkEnd w:id="900"/><w:r>\1<w:t xml:space="preserve">\3</w:t></w:r>',
        xml,
    )
    return xml.replace("</w:rPr>", '<w:color w:val="auto"/></w:rPr>')


@pytest.mark.parametrize("path", some(EVERY, 2), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_mere_save_is_no_change(path: Path) -> None:
    """Of every report: with and without what this program keeps in it."""
    for one in build(path, Settings(), ("docx",)).reports:
        data = one.files["docx"]
        saved = body(saved_as_word_does, data)
        bare = packed({name: part for name, part in parts_of(saved).items() if not name.startswith("customXml")})
        unknown = packed({name: part for name, part in parts_of(bare).items() if name != "docProps/custom.xml"})
        unchanged = [handwork(each, data) for each in (data, saved, bare, unknown)]
        assert [one is not None and one.notes for one in unchanged] == [()] * 4
        assert [one is not None and one.ours for one in unchanged] == [True, True, True, False]


def test_the_hash_alone_tells_a_mere_save() -> None:
    """Where only the file's properties outlived it, and the YAML says something new."""
    kept = packed({name: part for name, part in parts_of(report()).items() if not name.startswith("customXml")})
    found = handwork(kept, report(("118.5", "117.5")))
    assert found is not None and found.notes == ()


@pytest.mark.thorough
@pytest.mark.office
def test_saved_by_libreoffice(tmp_path: Path) -> None:
    """Text, charts and what this program keeps in the file come through."""
    files = {path.parent.parent.name: path for path in EVERY if "sample" in path.parts}
    for name, path in files.items():
        (tmp_path / f"{name}.docx").write_bytes(build(path, Settings(), ("docx",)).reports[0].files["docx"])
    into = ["--convert-to", "docx", "--outdir", str(tmp_path / "存")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    made = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run(["soffice", profile, "--headless", *into, *made], check=True, capture_output=True, timeout=300)
    for name in files:
        old, new = (tmp_path / "存" / f"{name}.docx").read_bytes(), (tmp_path / f"{name}.docx").read_bytes()
        found = handwork(old, new)
        assert found is not None and found.ours and found.notes == (), name


def test_a_figure_of_a_chart() -> None:
    path = next(path for path in EVERY if path.name == "shifan-2024.yaml")
    data = next(
        one.files["docx"]
        for one in build(path, Settings(), ("docx",)).reports
        if "chart1" in str(parts_of(one.files["docx"]).keys())
    )
    parts = parts_of(data)
    chart = parts["word/charts/chart1.xml"].decode("utf-8")
    value = re.findall(r"<c:numCache>.*?<c:v>([^<]+)</c:v>", chart)[0]
    changed = packed({**parts, "word/charts/chart1.xml": chart.replace(f">{value}<", ">77.77<").encode("utf-8")})
    spelt = packed({**parts, "word/charts/chart1.xml": chart.replace(f">{value}<", f">{value}0<").encode("utf-8")})
    assert [getattr(handwork(one, data), "notes", None) for one in (changed, spelt)] == [
        ("图里的数或文字改过（1 幅）",),
        (),
    ]


def changed(data: bytes) -> bytes:
    """The leader's pen: a figure in one paragraph, and one paragraph more."""
    opened = docx.Document(io.BytesIO(data))
    paragraph = next(p for p in opened.paragraphs if p.text.startswith("2024年度该项目支出"))
    run = next(r for r in paragraph.runs if "118.5" in r.text)
    run.text = run.text.replace("118.5", "118.6")
    opened.paragraphs[-3].insert_paragraph_before("以上已经主任办公会审定。")
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def test_refusal_shows_the_changes(tmp_path: Path) -> None:
    """By force the old file is kept beside the new one, under a name that nothing has; what was in it is told again."""
    path = tmp_path / "报告.docx"
    assert write_outputs([Output(path, report())]) == ()
    ours = path.read_bytes()
    path.write_bytes(changed(ours))
    edited = path.read_bytes()
    (refused,) = write_outputs([Output(path, report())])
    assert (refused.code.id, refused.message) == ("W102", f"{path} 在生成之后有人改动过")
    assert len(refused.notes) == 2
    assert "118.5万元" in refused.notes[0] and "改成了" in refused.notes[0] and "118.6万元" in refused.notes[0]
    assert refused.notes[1].endswith("加了“以上已经主任办公会审定。”")
    assert path.read_bytes() == edited
    for name in ("报告.docx.备份", "报告.docx.备份2", "报告.docx.备份3"):
        path.write_bytes(edited)
        (note,) = write_outputs([Output(path, report())], force=True)
        assert (note.code.id, note.message) == ("W120", f"{path} 已经覆盖，原来的另存为 {tmp_path / name}")
        assert note.notes == refused.notes
        assert (path.read_bytes(), (tmp_path / name).read_bytes()) == (ours, edited)


def test_a_file_that_was_only_saved_again_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(packed(parts_of(report())))
    new = report(("118.5", "117.5"))
    assert write_outputs([Output(path, new)]) == ()
    assert [one.name for one in tmp_path.iterdir()] == ["报告.docx"]
    assert write_outputs([Output(path, report())], force=True) == ()
    assert [one.name for one in tmp_path.iterdir()] == ["报告.docx"]


FORM = ROOT / "templates" / "国家" / "转移支付绩效自评表" / "sample" / "input.yaml"
SPANNING = {
    "a cell of several rows": ("尾款未付", "尾款缓付", "“存在问题和改进措施”一列"),
    "a row of its own beside it": ("按进度由国库", "按规定由国库", "“拨付合规性”一行"),
    "the first row beside it": ("按乡镇办件量", "按办件量", "“分配科学性”一行"),
    "the label of several rows": ("资金管理情况", "管理情况", "“管理情况”一行"),
    "a sentence under its head": ("下放事项65项", "下放事项66项", "“全年实际完成情况”一列"),
    "under a repeated head": ("产出指标", "成果指标", "“一级指标”一列"),
    "the first row of a group": ("10个</w:t>", "11个</w:t>", "“数量指标”一行"),
}


@pytest.mark.parametrize("name", SPANNING)
def test_the_place_of_a_cell_beside_others_that_span_rows(name: str) -> None:
    """It is told by its own label or column, not by the first words of the row in which it begins."""
    old, new, place = SPANNING[name]
    built = build(FORM, Settings(), ("docx",)).reports[0].files["docx"]
    found = handwork(body(lambda xml: new.join(xml.rsplit(old, 1)), built), built)
    assert found is not None
    (note,) = found.notes
    assert note.startswith(f"开头的表{place}")


def test_no_docx_is_no_comparison() -> None:
    assert isinstance(handwork(b"\xd0\xcf\x11\xe0", report()), Flaw)
    assert isinstance(handwork(report()[:500], report()), Flaw)
    assert isinstance(handwork(packed({**parts_of(report()), BODY: b"<w:document"}), report()), Flaw)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document ' + W.encode() + b">&b;</w:document>"
    assert isinstance(handwork(packed({**parts_of(report()), BODY: bomb}), report()), Flaw)


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
SHAPE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.mark.parametrize(
    ("put_in", "told"),
    [
        ('<w:altChunk xmlns:r="urn:r" r:id="rId99"/>', "插入了 1 个别的文件"),
        (f"<m:oMathPara {MATH}><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>", "插入了公式“a=b”"),
        (f"<m:oMath {MATH}><m:r><m:t>甲</m:t></m:r></m:oMath>", "插入了公式“甲”"),
        (f"<w:p><w:r><w:drawing><wps:wsp {SHAPE}/></w:drawing></w:r></w:p>", "插入了 1 个线条、圈或文本框"),
        (f"<w:p><w:r><w:pict><v:oval {VML}/></w:pict></w:r></w:p>", "插入了 1 个线条、圈或文本框"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "插入了 1 个嵌入的对象或控件"),
    ],
)
def test_what_stands_in_no_paragraph_is_told(put_in: str, told: str) -> None:
    found = handwork(body(lambda text: text.replace("<w:sectPr", put_in + "<w:sectPr", 1)), report())
    assert not isinstance(found, Flaw)
    assert found.notes == (told,)


BOX = """<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"""
TRACKED = f"""<w:p><w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r><w:ins {BY}><w:r><w:t>加</w:t></w:r></w:ins>
<w:del {BY}><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom {BY}><w:r><w:t>移</w:t></w:r></w:moveFrom>
<w:moveTo {BY}><w:r><w:t>来</w:t></w:r></w:moveTo>{BOX}</w:p>"""


def test_what_git_compares_and_what_a_hand_changed_are_read_alike(tmp_path: Path) -> None:
    """As it is seen, and as it was before; a shape's words for themselves, and once."""
    parts = parts_of(report())
    head, _, rest = parts[BODY].decode("utf-8").partition("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    data = packed({**parts, BODY: f"{head}<w:body>{TRACKED}{section}".encode()})
    (tmp_path / "甲.docx").write_bytes(data)
    assert text_of_docx(tmp_path / "甲.docx") == "甲-乙加来\n框\n"
    document = opened(data)
    assert isinstance(document, OpenedDocx)
    assert [one.text for one in read(document).passages] == ["甲-乙删移", "框"]
