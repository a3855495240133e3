"""What became of every slip in, the page that tells it out: shares by kind of number and of slip, and what stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .numbers import AMOUNTS, KINDS, Number, Sample
from .slips import SLIPS, Slip

SEEN, ROUNDED, MISSED = "发现", "允差", "未发现"
TARGET = 97
IN_PROSE, RELATED = "文字里的数", "其中有关的"
PROSE_TARGET, RELATED_TARGET = 35, 85
FORMAL = ("正负号", "元与万元")
"""Slips that the form of the number gives away; a number of which nothing else is noticed stands alone."""
HEAD = """\
# 改错一个数，查得出来吗

由 `python -m benchmarks.mutation` 写出。把每份样例里的每个数逐个改错一次，改法是人会犯的那几样：相邻两位对调、错一位、
小数点移一位（整数是多一个或少一个零）、元与万元相混、正负号、抄了邻行的数、抄了上年的数；每改一处就把整份文件从头读入、
校验、计算、核对一遍，看有没有多出一个错误或警告（提示不算）。选哪一位、改成几，由固定的种子定，每次一样。
改后仍在舍入允差以内的（只得一个提示）单列，不计入比例。数按下面的类分：

- 控制数：可由别的数算出而文件里也写了的；本年金额：其余的决算、执行、合同等金额；预算、上年：这两栏的金额；
- 指标值：指标表里目标和完成两格里的数；科目编码：科目前面的编码；文字里的数：成段文字里的（引用不算）。

文件里没有任何别的数与之相关的，改成什么都说得通，谁也查不出；每份文件后面列出数位改了都查不出的数，
按放大一千倍和改成零时查不查得出分作两类。样例的文字里，凡数据里有的数都写成引用，剩下的多是独一处的；
“报告自己的话抄进文字”的几行，把报告印出来的句子照样再填一遍，只改这些句子里的数：这些数都在数据里。
“其中有关的”是文字里三位以上的数，数据里也有同样大小的一个，或是同一句的两个数之和、差、商：只看大小，不看核对什么。

"""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a slip: 发现, 允差 (only a note: inside the rounding tolerance) or 未发现."""

    number: Number
    slip: Slip
    verdict: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sample and what became of its slips; of the numbers that stand alone, the places of those with bounds."""

    sample: Sample
    outcomes: Sequence[Outcome]
    bounded: frozenset[int] = frozenset()


def page(told: Sequence[Told], target: str, most: int = 0) -> str:
    some = (
        f"这一次{target}的金额等全部改，其余每份文件用固定的种子抽 {most} 处（`--sample {most}`）。\n\n" if most else ""
    )
    return HEAD + some + _by_file(told, target) + "\n" + "\n".join(map(_section, told))


def _by_file(told: Sequence[Told], target: str) -> str:
    kinds = ("金额", *(kind for kind in KINDS if kind not in AMOUNTS), RELATED)
    lines = [f"| 文件 | 改错 | {' | '.join(kinds)} | 允差以内 |", f"| --- |{' ---: |' * (len(kinds) + 2)}"]
    for one in told:
        groups = _grouped(one.outcomes, lambda one: "金额" if one.number.kind in AMOUNTS else one.number.kind)
        groups[RELATED] = in_prose(one, related=True)
        cells = [_share(groups.get(kind, [])) for kind in kinds]
        rounded = sum(outcome.verdict == ROUNDED for outcome in one.outcomes)
        lines.append(f"| {one.sample.name} | {len(one.outcomes)} | {' | '.join(cells)} | {rounded} |")
    kept = [
        f"\n目标：{one.sample.name} 的金额至少 {TARGET}%，今 {_share(made)}，{'达到' if reached(made) else '未达到'}。\n"
        for one in told
        if one.sample.name == target and (made := amounts(one.outcomes))
    ]
    for name, target, some in (
        (f"所有文件里{IN_PROSE}（连同抄进文字的）", PROSE_TARGET, [made for one in told for made in in_prose(one)]),
        (RELATED, RELATED_TARGET, [made for one in told for made in in_prose(one, related=True)]),
    ):
        met = "达到" if reached(some, target) else "未达到"
        kept += [f"\n目标：{name}至少 {target}%，今 {_share(some)}，{met}。\n"] if some else []
    return "\n".join(lines) + "\n" + "".join(kept)


def amounts(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [one for one in outcomes if one.number.kind in AMOUNTS]


def in_prose(told: Told, related: bool = False) -> list[Outcome]:
    """The slips in sentences, or those in numbers that something else in the file agrees with."""
    made = [one for one in told.outcomes if one.number.kind == IN_PROSE]
    return [one for one in made if one.number.start in told.sample.related] if related else made


def reached(outcomes: Iterable[Outcome], target: int = TARGET) -> bool:
    seen, counted = _count(outcomes)
    return seen * 100 >= target * counted


def _section(told: Told) -> str:
    made = [slip for slip in SLIPS if any(one.slip.kind == slip for one in told.outcomes)]
    lines = [f"## {told.sample.name}", "", f"| 数 | 改错 | {' | '.join(made)} | 合计 |"]
    lines.append(f"| --- |{' ---: |' * (len(made) + 2)}")
    by_kind = _grouped(told.outcomes, lambda one: one.number.kind)
    for kind in KINDS:
        if kind in by_kind:
            by_slip = _grouped(by_kind[kind], lambda one: one.slip.kind)
            cells = [_share(by_slip.get(slip, [])) for slip in made]
            lines.append(f"| {kind} | {len(by_kind[kind])} | {' | '.join(cells)} | {_share(by_kind[kind])} |")
    lone = alone(told.outcomes)
    for why, some in (
        ("只受别的数的上下限管着，改得不出格就查不出", [number for number in lone if number.start in told.bounded]),
        ("没有第二个数与它有关，改成什么都查不出", [number for number in lone if number.start not in told.bounded]),
    ):
        if some:
            lines += ["", f"{why}：", "", *_listed(some)]
    return "\n".join(lines) + "\n"


def alone(outcomes: Iterable[Outcome]) -> list[Number]:
    """The figures of which no slip in the digits is noticed; numbers in prose are only counted."""
    numbers = _grouped([one for one in outcomes if one.number.kind != IN_PROSE], lambda one: one.number.start)
    found = []
    for slips in numbers.values():
        verdicts = {one.verdict for one in slips if one.slip.kind not in FORMAL}
        if SEEN not in verdicts and MISSED in verdicts:
            found.append(slips[0].number)
    return found


def _listed(numbers: Iterable[Number]) -> Iterator[str]:
    """Their paths, each once."""
    for path, count in Counter(number.general for number in numbers).items():
        yield f"- {path}" + (f"（{count} 个）" if count > 1 else "")


def _grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], T]) -> dict[T, list[Outcome]]:
    groups: dict[T, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[key(one)].append(one)
    return dict(groups)


def _count(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    counted = [one.verdict for one in outcomes if one.verdict != ROUNDED]
    return counted.count(SEEN), len(counted)


def _share(outcomes: Iterable[Outcome]) -> str:
    seen, counted = _count(outcomes)
    return f"{seen * 100 / counted:.0f}%（{seen}/{counted}）" if counted else "—"
