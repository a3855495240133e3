"""What was read and the report's list of bodies in, subordinate bodies that a sentence names and the list has not out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...codes import retold as codes
from ...figure import Item, Nothing, Rows
from ...pack import Pack
from ...pattern import deferred
from .mention import elsewhere
from .reading import Reading
from .slip import Slip

UNDER = ("下属", "所属", "直属", "下辖", "下设")
BODY = deferred(r"(?:事业|预算|二级)*(单位)?(?:有|包括|为|[：:])?")
LIST = deferred(r"[^，。；：,;:（）()“”《》\d\n\f]{5,80}")
NAME = deferred(
    r"^([^的]{2,18}(?:中心|服务站|管理站|管理所|研究所|研究院|博物馆|图书馆|档案馆|学校|大队|支队))"
    r"(?=$|的|工作|开展|做好|完成|完善|负责|承担|实施|日常|管理|业务|建设管理)"
)
JOINED = deferred("[、和及与]")
OTHERS = deferred("各|乡|镇|街道|村|社区|县区|区县|市县|有关|相关|等|企业|部门|分中心")
"""Words of bodies of which there are many, or that are others'."""
PLACES = "省市区县旗州盟"
LEAST = 5


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    body = figures.item("单位")
    listed = body.get("所属单位") if body is not None else None
    if body is None or not isinstance(listed, (Rows, Nothing)) or (isinstance(listed, Nothing) and listed.blank):
        return
    names = [row.text("名称") or "" for row in listed.items] if isinstance(listed, Rows) else []
    own = body.text("名称") or ""
    for at in reading.found(*UNDER):
        if reading.script.part(at) or reading.text[at - 1 : at] in tuple(PLACES) or elsewhere(reading, at):
            continue
        told = BODY.match(reading.text, at + 2)
        stretch = LIST.match(reading.text, told.end()) if told is not None else None
        if told is not None and stretch is not None:
            yield from _named(stretch, names, own, told[1] is not None)


def _named(stretch: re.Match[str], names: Sequence[str], own: str, units: bool) -> Iterator[Slip]:
    """Each name of a list; the place of the unit before it, or 单位 before the list, tells that they are bodies."""
    start = stretch.start()
    for piece in JOINED.split(stretch[0]):
        match = NAME.match(piece)
        if match is not None and len(match[1]) >= LEAST and not OTHERS.search(match[1]):
            name = match[1]
            if (units or _of_place(name, own)) and not any(_same(name, one) for one in (*names, own)):
                yield Slip(
                    codes.FILLED,
                    start,
                    start + len(name),
                    f"文字里的下属单位“{name}”不在“所属单位”里",
                    "在“所属单位”里补上，或核对名称；不是下属单位的，改文字",
                )
        start += len(piece) + 1


def _of_place(name: str, own: str) -> bool:
    """Whether a name begins with the unit's place or a part of it: 示例市示例区, 示例区."""
    ends = [at + 1 for at, sign in enumerate(own[:12]) if sign in PLACES and at]
    return any(name.startswith(own[first:last]) for last in ends for first in (0, *ends) if last - first > 1)


def _same(name: str, listed: str) -> bool:
    """With or without the place before it."""
    return bool(listed) and (name.endswith(listed) or listed.endswith(name) or name in listed)
