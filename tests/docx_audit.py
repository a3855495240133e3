"""The bytes of a DOCX in, every fault found in it out: the strict validator's and those that it does not see."""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from effort import some
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
LATER = ("office2007", "Unexpected element 'tblCaption' found", "Unexpected element 'tblDescription' found")
"""Alternative text of tables stands in the standard since its edition of 2011: Office 2007 alone does not know it."""
OFFICE_VERSIONS = tuple(version for version in FileFormat if not version.value.startswith("odf"))
TRIED = some(OFFICE_VERSIONS, 2)


def audit(data: bytes, versions: Sequence[FileFormat] = TRIED) -> list[str]:
    """All faults; the caller asserts that there are none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [*strict_faults(data, versions), *own_faults(parts)]


def strict_faults(data: bytes, versions: Sequence[FileFormat] = OFFICE_VERSIONS, suffix: str = "docx") -> list[str]:
    """What openxml-audit says for each version of Office."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"audited.{suffix}")
        path.write_bytes(data)
        return [
            f"{version.value}: {error}"
            for version in versions
            for error in OpenXmlValidator(file_format=version, strict=True, max_errors=0).validate(path).errors
            if version.value != LATER[0] or not str(error).endswith(LATER[1:])
        ]


def own_faults(parts: dict[str, bytes]) -> list[str]:
    """What a validator of the schema does not see, over every WordprocessingML part."""
    faults: list[str] = []
    for name, data in sorted(parts.items()):
        if name.startswith("word/") and name.endswith(".xml"):
            root = etree.fromstring(data)
            for fault in (fault for check in CHECKS for fault in check(root)):
                faults.append(f"{name}: {fault}")
    if "[Content_Types].xml" in parts:
        faults += _package(parts)
    return faults


def _package(parts: dict[str, bytes]) -> Iterator[str]:
    """Every relationship leads to a part and is used, every part has a type and is reached."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
    reached = set()
    for name in parts:
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        owner = folder + file.removesuffix(".rels")
        source = parts.get(owner, b"").decode("utf-8")
        for one in etree.fromstring(parts[name]):
            target = posixpath.normpath(folder + str(one.get("Target")))
            reached.add(target)
            if target not in parts:
                yield f"{name}: leads to {target}, which is not there"
            shown = str(one.get("Type")).rpartition("/")[2] in ("footer", "chart", "package")
            if shown and f'r:id="{one.get("Id")}"' not in source:
                yield f"{name}: {one.get('Id')} is not used"
        known = set(re.findall(r'Id="([^"]+)"', parts[name].decode("utf-8")))
        for used in sorted(set(re.findall(r' r:id="([^"]+)"', source)) - known):
            yield f"{owner}: the relationship {used} is missing"
    for name in sorted(parts):
        if name == "[Content_Types].xml" or name.endswith(".rels"):
            continue
        if name not in named:
            yield f"{name} has no type"
        if name not in reached:
            yield f"{name} is not reached"


def _sections(root: etree._Element) -> Iterator[str]:
    """Each names the footers of odd and even pages, its paper lies as its orientation says, and text fits on it."""
    for number, section in enumerate(root.iter(f"{W}sectPr"), 1):
        footers = [str(one.get(f"{W}type")) for one in section.iterfind(f"{W}footerReference")]
        if footers != ["default", "even"]:
            yield f"section {number} has the footers {footers}"
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        width, height = (int(str(size.get(W + side))) for side in ("w", "h"))
        if (width > height) != (size.get(f"{W}orient") == "landscape"):
            yield f"section {number} is {width} by {height}, {size.get(f'{W}orient')}"
        room = width - sum(int(str(margins.get(W + side))) for side in ("left", "right"))
        if room <= 0:
            yield f"section {number} has no room for text"
    ends = [section for section in root.iter(f"{W}sectPr") if section.getparent().tag == f"{W}body"]
    if root.tag == f"{W}document" and (len(ends) != 1 or ends[0].getnext() is not None):
        yield "the body does not end with its last section"


def _drawings(root: etree._Element) -> Iterator[str]:
    ids = Counter(one.get("id") for one in root.iter(f"{WP}docPr"))
    yield from (f"{count} drawings have the id {id}" for id, count in ids.items() if count > 1)


def _charts(root: etree._Element) -> Iterator[str]:
    """Axes are declared where they are used, and each reference holds as many points as it has cells."""
    plotted = {str(one.get("val")) for one in root.iterfind(f".//{C}plotArea/*/{C}axId") if _is_plot(one)}
    declared = [str(one.get("val")) for one in root.iterfind(f".//{C}plotArea/*/{C}axId") if not _is_plot(one)]
    if sorted(plotted) != sorted(declared):
        yield f"axes used {sorted(plotted)}, declared {sorted(declared)}"
    for reference in (*root.iter(f"{C}strRef"), *root.iter(f"{C}numRef")):
        formula = str(reference.findtext(f"{C}f"))
        count = int(str(reference.find(f".//{C}ptCount").get("val")))
        rows = [int(row) for row in re.findall(r"\$[A-Z]+\$(\d+)", formula)]
        if not count == len(list(reference.iter(f"{C}pt"))) == rows[-1] - rows[0] + 1:
            yield f"{formula} has {count} points"


def _is_plot(axis: etree._Element) -> bool:
    return str(axis.getparent().tag).endswith("Chart")


def _fonts(root: etree._Element) -> Iterator[str]:
    for fonts in root.iter(f"{W}rFonts"):
        themed = [key for key in fonts.attrib if "Theme" in str(key)]
        if themed:
            yield f"theme fonts: {themed}"
    for run in root.iter(f"{W}r"):
        named = run.find(f"{W}rPr/{W}rFonts")
        missing = [slot for slot in SLOTS if named is None or not named.get(W + slot)]
        if missing:
            yield f"a run without the fonts {missing}: {''.join(run.itertext())!r}"


def _fields(root: etree._Element) -> Iterator[str]:
    """Every complex field is begun, separated and ended within one story, and nested ones inside the outer."""
    open_fields: list[str] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = str(mark.get(f"{W}fldCharType"))
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
            yield f"a field's {kind} without its begin"
        elif kind == "separate":
            open_fields[-1] = kind
        else:
            open_fields.pop()
    if open_fields:
        yield f"{len(open_fields)} fields never end"


def _tables(root: etree._Element) -> Iterator[str]:
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        widths = [int(str(column.get(f"{W}w"))) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        merged: dict[int, int] = {}
        for position, row in enumerate(table.iterfind(f"{W}tr"), 1):
            where = f"table {number} row {position}"
            column, reaching = 0, {}
            for cell in row.iterfind(f"{W}tc"):
                span = int(cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val")) if _has(cell, "gridSpan") else 1
                width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
                if width != sum(widths[column : column + span]):
                    yield f"{where}: a cell's width {width} is not its columns'"
                if _has(cell, "vMerge"):
                    begins = cell.find(f"{W}tcPr/{W}vMerge").get(f"{W}val") == "restart"
                    if not begins and merged.get(column) != span:
                        yield f"{where}: a merge goes on in column {column} that never began there"
                    reaching[column] = span
                if cell[-1].tag != f"{W}p":
                    yield f"{where}: a cell does not end with a paragraph"
                column += span
            if column != len(widths):
                yield f"{where}: spans {column}, grid {len(widths)}"
            merged = reaching


def _has(cell: etree._Element, name: str) -> bool:
    return cell.find(f"{W}tcPr/{W}{name}") is not None


def _bookmarks(root: etree._Element) -> Iterator[str]:
    begun = Counter(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart"))
    ended = Counter(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd"))
    names = Counter(mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart"))
    if begun != ended or any(count > 1 for count in begun.values()):
        yield f"bookmarks begun {sorted(map(str, begun))}, ended {sorted(map(str, ended))}"
    yield from (f"the bookmark {name} is there {count} times" for name, count in names.items() if count > 1)
    for link in root.iter(f"{W}hyperlink"):
        target = link.get(f"{W}anchor")
        if target and target not in names:
            yield f"a link to the missing bookmark {target}"


def _ends(root: etree._Element) -> Iterator[str]:
    """Word joins tables that nothing parts, and wants a paragraph after the last one."""
    for table in root.iter(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag != f"{W}p":
            yield "a table is not followed by a paragraph"


CHECKS = (_fonts, _fields, _tables, _bookmarks, _ends, _sections, _drawings, _charts)
"""What is looked for in every part under word/."""
