"""The line of a template that prints a table's row in, the pattern of its cells out, each behind a sign of its own."""

from __future__ import annotations

from msgspec import Struct

from ..exhaustive import assert_never
from ..pattern import deferred
from .pieces import Alt, Many, Mark, Piece, Seq, Slot, Text, joined, leaves

CELL = "\x01"
"""What stands before each cell: no file can hold it."""
BREAK = "\x02"
"""Where a line ends within a cell, as far as the file tells."""
ROW_BEGINS, ROW_ENDS = "<tr", "</tr>"
REST = "\x04"
"""As many empty cells as there are: a width that was worked out."""
VALUE = "\x03"
"""Stands for a value where only the cells count."""
_MERGED = deferred(r"合并=([0-9,]+)")
ABOVE, BELOW = "单位", "注"
"""The attributes of a table that are printed over it and below it."""
_TAG = deferred(r"<(/?)(t[dhr](?=[\s/>]))?[^<>]*>")
_WIDE = deferred(r'colspan="([0-9]{1,3})"')
_BETWEEN = deferred(f"[{BREAK} ]*{CELL}[{BREAK} ]*")
_BREAKS = deferred(r"\s*\n\s*")
_RULE = deferred(r"[\s|:\-]*")


def is_row(piece: Piece) -> bool:
    start = next((one.text for one in leaves(piece) if isinstance(one, Text)), "").lstrip()
    return start.startswith("|") or any(isinstance(one, Text) and ROW_BEGINS in one.text for one in leaves(piece))


def open_row(text: str, opened: bool) -> bool:
    """Whether a row of HTML goes on behind a text."""
    begins, ends = text.rfind(ROW_BEGINS), text.rfind(ROW_ENDS)
    return begins > ends if max(begins, ends) >= 0 else opened


def row_of(piece: Piece) -> Piece | None:
    """None where no cell is left: the rule below a head, or a table's own tags."""
    texts = [one.text for one in leaves(piece) if isinstance(one, Text)]
    made = _Html().of(piece) if any("<t" in text for text in texts) else _bars(piece)
    made = _without_ends(made)
    told = any(not isinstance(one, Text) or one.text.strip(f"{CELL} ") for one in leaves(made))
    return made if told and not (all(map(_RULE.fullmatch, texts)) and len(texts) == len(list(leaves(piece)))) else None


def widths_of(piece: Piece) -> tuple[int, ...]:
    """How many columns each cell takes; none where choices or loops print cells, or a width is worked out."""
    parts = piece.parts if isinstance(piece, Seq) else (piece,)
    inner = [leaf for one in parts if not isinstance(one, Text) for leaf in leaves(one) if isinstance(leaf, Text)]
    if any(CELL in one.text or "<t" in one.text or "|" in one.text for one in inner):
        return ()
    text = "".join(one.text if isinstance(one, Text) else VALUE for one in parts)
    cells = [match[0] for match in _TAG.finditer(text) if match[2] in ("td", "th") and not match[1]]
    if not cells:
        return (1,) * (text.strip().count("|") - 1)
    wide = [_WIDE.search(one) for one in cells]
    return tuple(int(one[1]) if one is not None else 1 for one in wide)


def _without_ends(piece: Piece) -> Piece:
    """Without the line ends between cells, which only the template has."""
    if isinstance(piece, Text):
        return Text(_BETWEEN.sub(CELL, piece.text))
    if isinstance(piece, Seq):
        parts = [_without_ends(one) for one in piece.parts]
        if parts and isinstance(parts[-1], Text):
            parts[-1] = Text(parts[-1].text.rstrip(f"{BREAK} "))
        return joined(parts)
    return piece


def in_one_line(piece: Piece) -> Piece:
    match piece:
        case Text(text):
            return Text(_BREAKS.sub(BREAK, text))
        case Seq(parts):
            return joined([in_one_line(one) for one in parts])
        case Alt(options):
            return Alt(tuple(in_one_line(one) for one in options))
        case Many(number, rows, body):
            return Many(number, rows, in_one_line(body))
        case Slot() | Mark():
            return piece
        case _:
            assert_never(piece)


def _bars(piece: Piece) -> Piece:
    """A row between bars; the one that ends it begins no cell."""
    parts = list(piece.parts) if isinstance(piece, Seq) else [piece]
    made: list[Piece] = []
    for at, one in enumerate(parts):
        text = one.text.replace("|", CELL) if isinstance(one, Text) else ""
        text = text.rstrip().removesuffix(CELL) if at == len(parts) - 1 else text
        made.append(Text(text) if isinstance(one, Text) else one)
    return joined(made)


class _Html(Struct):
    """Goes through the tags of a row: what stands within one is not printed."""

    tag: str = ""
    """The tag that is open."""
    wide: int = 1
    """Columns of the cell that is open."""

    def of(self, piece: Piece) -> Piece:
        match piece:
            case Text(text):
                return Text(self.text(text))
            case Seq(parts):
                return joined([self.of(one) for one in parts])
            case Alt(options):
                before = self.tag, self.wide
                made: list[Piece] = []
                for one in options:
                    self.tag, self.wide = before
                    made.append(self.of(one))
                return Alt(tuple(made))
            case Many(number, rows, body):
                return Many(number, rows, self.of(body))
            case Slot():
                return Seq(()) if self.tag else piece
            case Mark():
                return piece
            case _:
                assert_never(piece)

    def text(self, text: str) -> str:
        text, self.tag = self.tag + text, ""
        begun = text.rfind("<")
        if begun >= 0 and ">" not in text[begun:]:
            text, self.tag = text[:begun], text[begun:]
        made, last = "", 0
        for match in _TAG.finditer(text):
            made += text[last : match.start()]
            last = match.end()
            if match[2] in ("td", "th"):
                made += self.behind() if match[1] else self.before(match[0])
            elif match[0].startswith("<br"):
                made += BREAK
        return made + text[last:]

    def before(self, tag: str) -> str:
        wide = _WIDE.search(tag)
        self.wide = int(wide[1]) if wide is not None else 0 if "colspan" in tag else 1
        return CELL

    def behind(self) -> str:
        """A cell over several columns stands in the first of them."""
        return CELL * (self.wide - 1) if self.wide else REST


def merged_columns(piece: Piece) -> int:
    """How many columns at the left of a table say once what stands in several rows."""
    first = next((one.text for one in leaves(piece) if isinstance(one, Text)), "")
    found = _MERGED.search(first)
    columns = [int(one) for one in found[1].split(",") if one] if found is not None else []
    return len(columns) if columns == list(range(1, len(columns) + 1)) else 0


def attribute(piece: Piece, name: str) -> list[Piece]:
    """What stands between the quotes of an attribute, if it has any."""
    parts = list(piece.parts) if isinstance(piece, Seq) else [piece]
    sign = f'{name}="'
    for at, one in enumerate(parts):
        if isinstance(one, Text) and sign in one.text:
            first, closed, _ = one.text.split(sign, 1)[1].partition('"')
            made: list[Piece] = [Text(first)]
            for other in parts[at + 1 :] if not closed else ():
                text, quote, _ = other.text.partition('"') if isinstance(other, Text) else ("", "", "")
                made.append(Text(text) if isinstance(other, Text) else other)
                if quote:
                    break
            told = joined(made)
            return [told] if any(not isinstance(leaf, Text) for leaf in leaves(told)) else []
    return []
