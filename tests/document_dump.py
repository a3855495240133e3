"""A Document in, its blocks out as text for golden files: one line a paragraph, 〖bold〗, ⏎ a line break in a cell."""

from __future__ import annotations

from generator.document import (
    Addressee,
    Attachment,
    Attachments,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    RunIn,
    Runs,
    Signature,
    Table,
    Title,
)


def dump(document: Document) -> str:
    return "\n".join(_block(block) for block in document.blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Title(lines):
            return "题目 " + " / ".join(map(_runs, lines))
        case Heading(level, number, runs):
            marks = " 居中" * block.centered + " 另页" * block.new_page
            marks += f" 目录[{block.listed}]" if block.listed else ""
            return f"标题{level} [{number}] {_runs(runs)}{marks}"
        case RunIn(level, number, heading, runs):
            return f"接排{level} [{number}] {_runs(heading)} + {_runs(runs)}"
        case Numbered(number, runs):
            return f"条目 [{number}] {_runs(runs)}"
        case Paragraph(runs):
            return f"段落 {_runs(runs)}"
        case Addressee(runs):
            return f"主送 {_runs(runs)}"
        case Signature(body, date, seal):
            return f"落款 {body} / {date} / {'盖章' if seal else '不盖章'}"
        case Attachments(names):
            return "附件 " + " / ".join(names)
        case Table():
            return "\n".join(_table(block))
        case Attachment(label, lines):
            return f"附件题目 [{label}] " + " / ".join(map(_runs, lines))
        case Contents(title, depth):
            return f"目录 {title} {depth}级"
        case PageBreak():
            return "分页"
        case Cover(title, fields, foot):
            lines = ["封面 " + " / ".join(map(_runs, title)), *(f"  {name}|{_runs(value)}" for name, value in fields)]
            return "\n".join([*lines, *(f"  脚 {_runs(line)}" for line in foot)])
        case Chart():
            return "\n".join(_chart(block))
        case Landscape(blocks):
            inner = "\n".join(map(_block, blocks))
            return "横排\n" + "\n".join("    " + line for line in inner.split("\n"))


def _chart(chart: Chart) -> list[str]:
    lines = [f"图 {chart.kind} {_runs(chart.caption)} ({chart.unit})", "  " + " ¦ ".join(chart.categories)]
    return lines + [f"  {one.name}: {' '.join(map(str, one.values))}" for one in chart.series]


def _table(table: Table) -> list[str]:
    columns = " ".join(f"{align}:{width:.3f}" for align, width in zip(table.aligns, table.widths, strict=True))
    own = f" 字号{table.type_size:g} 行高{table.row_height:g}" if table.type_size or table.row_height else ""
    lines = [f"表 {columns}{own}"]
    lines += [f"  {name} {_runs(runs)}" for name, runs in (("题", table.caption), ("单位", table.unit)) if runs]
    lines += [f"  {'头' if row.header else '行'} {' ¦ '.join(map(_cell, row.cells))}" for row in table.rows]
    return lines + [f"  注 {_runs(runs)}" for runs in table.notes]


def _cell(cell: Cell) -> str:
    marks = [f"{cell.rowspan}x{cell.colspan}"] if (cell.rowspan, cell.colspan) != (1, 1) else []
    marks += [cell.align] if cell.align else []
    marks += ["th"] if cell.header else []
    return " ¶ ".join(map(_runs, cell.paragraphs)) + (f" ({' '.join(marks)})" if marks else "")


def _runs(runs: Runs) -> str:
    return "".join(f"〖{run.text}〗" if run.bold else run.text for run in runs).replace("\n", "⏎")
