"""What a bureau's officer asks for in, the folder of results brought up to date and its summary on the screen out."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..collect import Asked, Settled, Task, collect, question, remembered
from ..collect.asking import Answer, lacking
from ..collect.cluster import lacking as no_cluster
from ..collect.judging import Order
from ..collect.standing import Filed
from ..crew import cores
from ..diagnostic import Diagnostic, Severity
from ..display import screenful, visible
from ..pipeline import Settings
from ..source import width
from . import console, verdict

REPORTS = "报告"
_STRANGERS = 20


class Words(Struct, frozen=True):
    """The command line as it was typed; --resume takes what was left out from the run that was broken off."""

    inbox: str | None
    roster: str | None
    folder: str
    only: str | None = None
    template_dirs: tuple[str, ...] = ()
    year: str | None = None
    jobs: int | None = None
    seconds: float = 60.0
    build: bool = False
    scheduler: str | None = None


def run(words: Words, sql: str | None, resume: bool) -> int:
    missing = lacking() or (no_cluster() if words.scheduler is not None else None)
    if missing is not None:
        return _told([missing])
    if resume:
        words = _remembered(words)
    if words.inbox is None or words.roster is None:
        return _asked(Path(words.folder), sql) if sql is not None else _told_usage(resume)
    status = _collected(words)
    return max(status, _asked(Path(words.folder), sql)) if sql is not None and status < 2 else status


def _collected(words: Words) -> int:
    progress = Countdown()
    task = Task(time.monotonic, time.strftime("%Y-%m-%d %H:%M"), _spelt(words), progress.begin, progress.step)
    try:
        settled = collect(_order(words), task)
    except KeyboardInterrupt:
        progress.wipe()
        console.tell(f"已中断：查完 {progress.done} 份，都记下了，还有 {progress.total - progress.done} 份没有查\n")
        where = f" --scheduler {visible(words.scheduler)}" if words.scheduler else ""
        console.tell(f"接着做：zipingbao collect -o {visible(words.folder)} --resume{where}\n")
        return 130
    progress.wipe()
    return _reported(settled, words)


def _order(words: Words) -> Asked:
    folder = Path(words.folder)
    settings = Settings(tuple(map(Path, words.template_dirs)), only=Path(words.only) if words.only else None)
    order = Order(settings, folder / REPORTS if words.build else None)
    jobs = words.jobs or cores()
    inbox, roster = Path(words.inbox or ""), Path(words.roster or "")
    return Asked(inbox, roster, folder, order, words.year, jobs, words.seconds, words.scheduler)


def _reported(settled: Settled, words: Words) -> int:
    status = _told(settled.found)
    results, now = settled.results, settled.standing
    if results is None or now is None:
        return status
    console.say("".join(f"{visible(line)}\n" for line in results.lines))
    torn = [one for one in now.filed if one.torn]
    _listed("编码和名称对不上的：", torn)
    _listed("名册里没有的，和看不出是哪家的：", [one for one in now.strangers if not one.torn])
    if settled.others or settled.idle:
        kinds = "、".join(
            f"{kind} {number}"
            for kind, number in sorted(settled.others.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
        )
        idle = f"，不是填报文件的 YAML {settled.idle}" if settled.idle else ""
        console.say(
            f"没有读的：别的文件 {sum(settled.others.values())} 个（{kinds}）{idle}\n"
            if kinds
            else f"没有读的：{idle[1:]}\n"
        )
    status = max(status, _told(results.warned))
    console.say(f"已写出 {visible(words.folder)}：{'、'.join(results.files)}\n")
    return max(status, 1 if any(one.all_errors for one in now.filed) or now.strangers else 0)


def _listed(heading: str, files: Sequence[Filed]) -> None:
    """Files whose unit is in doubt, with the units that they may be."""
    console.say(f"{heading}\n" if files else "")
    for one in files[:_STRANGERS]:
        own = one.own[0]
        console.say(f"  {visible('；'.join(filter(None, (own.told, own.help))))}\n")
    if len(files) > _STRANGERS:
        console.say(f"  还有 {len(files) - _STRANGERS} 份，见汇总.xlsx 的“问题”\n")


def _told(found: Sequence[Diagnostic]) -> int:
    if not found:
        return 0
    console.tell(screenful(found, None, console.coloured(sys.stderr)))
    return 2 if any(one.weight is Severity.ERROR for one in found) else verdict.status(found)


def _told_usage(resume: bool) -> int:
    if resume:
        console.tell("错误：这个汇总文件夹里没有做了一半的；请写收件的文件夹和 --roster 名册\n")
        return 2
    console.tell('错误：要写收件的文件夹和 --roster 名册；只查询上次的结果时写 -o 汇总 --sql "…"\n')
    return 2


def _asked(folder: Path, sql: str) -> int:
    answer = question(folder, sql)
    if isinstance(answer, Diagnostic):
        return _told([answer])
    console.say(_laid_out(answer) if console.rows(sys.stdout) is not None else _as_csv(answer))
    return 0


def _as_csv(answer: Answer) -> str:
    """For a program that reads on."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(answer.columns)
    sheet.writerows([_shown(cell) for cell in row] for row in answer.rows)
    return text.getvalue()


def _laid_out(answer: Answer) -> str:
    rows = [list(answer.columns), *([visible(_shown(cell)) for cell in row] for row in answer.rows)]
    wide = [max(width(row[at]) for row in rows) for at in range(len(answer.columns))]
    lines = ["  ".join(cell + " " * (wide[at] - width(cell)) for at, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join(lines) + f"\n（{len(answer.rows)} 行）\n"


def _shown(cell: object) -> str:
    """DECIMAL has ten places, of which most are nought."""
    if cell is None:
        return ""
    text = f"{cell:f}" if hasattr(cell, "as_tuple") else str(cell)
    return text.rstrip("0").rstrip(".") if hasattr(cell, "as_tuple") and "." in text else text


def _spelt(words: Words) -> str:
    return json.dumps({name: getattr(words, name) for name in words.__struct_fields__ if name != "folder"})


def _remembered(words: Words) -> Words:
    """What was typed now goes before what was typed then."""
    try:
        kept = json.loads(remembered(Path(words.folder)))
        then = Words(folder=words.folder, **{**kept, "template_dirs": tuple(kept["template_dirs"])})
    except (ValueError, TypeError, KeyError):
        return words
    names = ("inbox", "roster", "only", "template_dirs", "year", "jobs")
    typed = {name: getattr(words, name) or getattr(then, name) for name in names}
    build = words.build or then.build
    own, scheduler = words.folder, words.scheduler
    return Words(folder=own, build=build, seconds=words.seconds, scheduler=scheduler, **typed)


class Countdown:
    """`[312/989] 还要约 1 分 20 秒` on a terminal, wiped before anything else is said."""

    def __init__(self) -> None:
        self.total = self.done = self.columns = 0
        self.began = time.monotonic()

    def begin(self, total: int, known: int) -> None:
        self.total, self.began = total, time.monotonic()

    def step(self, name: str) -> None:
        self.done += 1
        if console.rows(sys.stderr) is None:
            return
        what = f"还要{self.left()} {visible(name)[-30:]}" if self.done < self.total else "正在写汇总"
        text = f"[{self.done}/{self.total}] {what}"
        self.wipe()
        console.tell(text + "\r")
        self.columns = width(text)

    def left(self) -> str:
        seconds = round((time.monotonic() - self.began) / self.done * (self.total - self.done))
        return f"约 {seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"约 {seconds} 秒"

    def wipe(self) -> None:
        if self.columns:
            console.tell(" " * self.columns + "\r")
            self.columns = 0
