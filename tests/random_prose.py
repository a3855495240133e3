"""A ledger in; paragraphs as clerks write them out, whose figures are right."""

from __future__ import annotations

from collections.abc import Callable

from ledger import Ledger, percent
from random_accounts import Accounts

PHRASES = (
    "窗口服务全年不断档，群众办事更加便捷。",
    "按照年初确定的目标逐项推进，各节点均按期完成。",
    "资金按进度拨付，专款专用。",
    "深化“一件事一次办”“跨省通办”，《办事指南》及时更新。",
    "加强与各部门（含乡镇）的沟通，重点难点问题逐一解决……",
    "抓了三件事：一是流程再造；二是数据共享；三是督办问效。",
    "（1）完善制度；（2）加强培训；（3）强化监督。",
    "推进标准化、规范化、便利化——政务服务“三化”建设取得实效。",
)


def paragraphs(ledger: Ledger) -> str | list[str]:
    """A single paragraph, or a list of some."""
    many = [sentences(ledger) for _ in range(ledger.random.randint(1, 3))]
    return many if ledger.chance(0.3) else many[0]


def facts(ledger: Ledger, year: int, accounts: Accounts) -> list[str]:
    """What a clerk says of the year's money, with the figures of the accounts."""
    spent, last, basic, project = (accounts.total(column) for column in ("spent", "last", "basic", "project"))
    said, found = ledger.said, [f"{year}年收支总计{ledger.said(accounts.grand)}。", "全年支出{{ 支出.合计 }}。"]
    if spent == basic + project:
        found.append(f"全年支出合计{said(spent)}，其中：基本支出{said(basic)}，项目支出{said(project)}。")
        if ledger.digits(spent):
            found.append(f"项目支出{said(project)}，占支出合计的{percent(project, spent):f}%。")
    words = ("增加", "增长") if spent >= last else ("减少", "下降")
    if ledger.digits(last) and ledger.digits(spent) != ledger.digits(last):
        change = f"{words[0]}{said(abs(spent - last))}，{words[1]}{abs(percent(spent - last, last)):f}%"
        found.append(f"支出合计{said(spent)}，比上年{change}。")
    return found


def sentences(ledger: Ledger) -> str:
    makers = ledger.random.choices(_MAKERS, k=ledger.random.randint(1, 3))
    return "".join(dict.fromkeys(maker(ledger) for maker in makers))


def _phrase(ledger: Ledger) -> str:
    return ledger.random.choice(PHRASES)


def _fact(ledger: Ledger) -> str:
    return ledger.random.choice(ledger.facts) if ledger.facts else _phrase(ledger)


def _handled(ledger: Ledger) -> str:
    came = ledger.random.randint(100, 90_000)
    done, what = ledger.random.randint(came // 2, came), ledger.name("工单")
    return f"受理{what}{came}件，办结{what}{done}件，办结率{percent(done, came):f}%。"


def _more(ledger: Ledger) -> str:
    last = ledger.random.randint(100, 90_000)
    this = ledger.random.randint(last // 2, last * 2)
    words = ("增加", "增长") if this >= last else ("减少", "下降")
    what = ledger.name("来访")
    if this == last:
        return f"{what}{this}人次，与上年持平。"
    return f"{what}{this}人次，比上年{words[0]}{abs(this - last)}人次，{words[1]}{abs(percent(this - last, last)):f}%。"


def _parts(ledger: Ledger) -> str:
    first, second, third = ledger.amount(1000, 900_000), ledger.amount(1000, 900_000), ledger.amount(1000, 900_000)
    return (
        f"采购{ledger.name('设备')}{ledger.digits(first) + ledger.digits(second) + ledger.digits(third):f}{ledger.unit}，"
        f"其中：{ledger.name('终端')}{ledger.said(first)}，{ledger.name('机')}{ledger.said(second)}，"
        f"{ledger.name('线路')}{ledger.said(third)}。"
    )


def _listed(ledger: Ledger) -> str:
    names = ledger.random.sample(("公安", "税务", "民政", "医保", "住建", "交通", "教育"), ledger.random.randint(2, 4))
    return f"{'、'.join(names)}{len(names)}个部门进驻大厅，按时办结率达到{ledger.random.randint(900, 1000) / 10}%。"


def _months(ledger: Ledger) -> str:
    first = ledger.random.randint(1, 11)
    return f"{first}月至{ledger.random.randint(first + 1, 12)}月开展专项整治，完成率100%。"


_MAKERS: tuple[Callable[[Ledger], str], ...] = (_phrase, _fact, _fact, _handled, _more, _parts, _listed, _months)
