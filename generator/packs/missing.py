"""The name of a pack that could not be settled on in, why out: there is none, or there are two that differ."""

from __future__ import annotations

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..source import Place, nearest
from .files import built_in
from .finding import Clash, Folders, names

MOST_NAMES = 6
"""More packs than that are only counted in a message."""


def unknown(name: str, where: Folders, asked: Place, inherited: bool) -> Diagnostic:
    code = codes.INHERITANCE if inherited else codes.UNKNOWN_PACK
    among = f"在“{where.own[0]}”里" if where.only else ""
    return Diagnostic(code, f"{among}找不到模板包“{name}”", Label(asked), help=_alike(name, tuple(names(where))))


def clash(two: Clash, asked: Place) -> Diagnostic:
    name, first, second = two.first.name, two.first.path, two.second.path
    if first.is_relative_to(built_in()):
        own = f"示例市/{name.rpartition('/')[2]}"
        return Diagnostic(
            codes.TAKEN_NAME,
            f"模板包“{name}”是程序自带的，内容不同的 {second} 不能顶替它",
            Label(asked),
            help=f"给它取自己的名称（例如改放在“{own}”），pack.yaml 里写“继承: {name}”，只留与它不同的；"
            f"用它的文件里写“模板: {own}”",
        )
    return Diagnostic(
        codes.TWO_PACKS,
        f"模板包“{name}”有两份，内容不同：{first} 和 {second}",
        Label(asked),
        help="只留发模板包的单位发的那一份；核对别人交来的文件，用 --only 文件夹，只认那个文件夹里的",
    )


def _alike(name: str, known: tuple[str, ...]) -> str:
    """Advice where no pack is so called: those of that name whatever their region, else the nearest, else some."""
    same = [one for one in known if name in one] or [near for near in [nearest(name, known)] if near]
    return f"是不是{'、'.join(f'“{one}”' for one in same)}？" if same else _known(known)


def _known(all_names: tuple[str, ...]) -> str:
    if not all_names:
        return "那里一个模板包也没有；模板包放在两层文件夹里：地区/报告/pack.yaml"
    more = f"等 {len(all_names)} 个" if len(all_names) > MOST_NAMES else ""
    return f"现有：{'、'.join(all_names[:MOST_NAMES])}{more}，“zipingbao templates”列出全部"
