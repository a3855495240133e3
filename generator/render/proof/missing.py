"""The name of a file that a template takes in and the pack has not in; told where it was written, with the nearest one."""

from __future__ import annotations

import re

from ...codes import packs as codes
from ...pack import Pack
from ...source import Place, Source, nearest
from .reader import Findings


def listed_files(pack: Pack) -> dict[str, str]:
    """The files of the public tables, by their names in the pack, with what tables.yaml calls them."""
    return {f"表/{table.template}.md.j2": table.template for table in pack.tables.listed if table.template}


def missing(name: str, line: int, findings: Findings) -> None:
    ending = ".md.j2"
    known = [one.removesuffix(ending) for one, _ in findings.pack.files() if one.endswith(ending)]
    near = nearest(name.removesuffix(ending), known) if name.endswith(ending) and ".." not in name else None
    listed = listed_files(findings.pack)
    if name in listed:
        _not_listed(name, listed[name], findings)
        return
    advice = "只能用模板包文件夹里的 UTF-8 文本，不超过 1 MB，不写“..”和绝对路径"
    advice = f"是不是“{near}{ending}”？{advice}" if near else f"核对文件名；{advice}"
    findings.say(codes.MISSING_FILE, f"模板包里没有能读的“{name}”", line, name, advice)


def _not_listed(name: str, template: str, findings: Findings) -> None:
    """A file that tables.yaml names: told there."""
    shown, text = findings.pack.read("tables.yaml") or ("tables.yaml", "")
    written = re.search(rf"模板:\s*[\"']?({re.escape(template)})(?=[\"'\s,}}]|$)", text)
    start, end = written.span(1) if written else (0, 0)
    known = [
        one.removeprefix("表/").removesuffix(".md.j2") for one, _ in findings.pack.files() if one.startswith("表/")
    ]
    near = nearest(template, known)
    advice = f"是不是“{near}”？" if near else f"“表”文件夹里有：{'、'.join(known)}"
    place = Place(Source(shown, text), start, end)
    findings.say_at(codes.MISSING_FILE, f"模板包里没有能读的“{name}”", place, advice)
