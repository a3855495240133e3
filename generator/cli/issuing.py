"""A bureau's keys and packs in, a repository out; a repository in, a department's installed packs out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..codes import issuing as codes
from ..diagnostic import Diagnostic, Label, Severity, has_errors
from ..display import visible
from ..issuing.keys import lacking, new_key, signer, spelt
from ..issuing.sealing import sealed
from ..output import Output, write_outputs
from ..packs.installed import every, order
from ..source import whole_file
from . import console, verdict
from .proving import proved

if TYPE_CHECKING:
    from securesystemslib.signer import Signer

    from ..issuing.installing import Outcome
    from ..issuing.publishing import Issue, Signers
    from ..issuing.trusting import Bureau

PASSPHRASE = "ZIPINGBAO_PASSPHRASE"  # noqa: S105 # the name of a variable
"""For scripts; people are asked."""


class Keys(Struct, frozen=True):
    """The files of the key for all, and of those of the root and of the dates where these have their own."""

    whole: str
    root: str | None = None
    dates: str | None = None


def now() -> datetime:
    return datetime.now(timezone.utc)


def make_key(path: str, force: bool) -> int:
    missing = lacking()
    if missing is not None:
        return verdict.tell((missing,))
    from ..issuing.keys import SHORTEST

    words = _passphrase(f"给钥匙定一个口令（至少 {SHORTEST} 个字）", again=True)
    if len(words) < SHORTEST:
        console.tell(f"错误：口令至少 {SHORTEST} 个字，没有写出\n")
        return 2
    data, fingerprint = new_key(words)
    refused = write_outputs([Output(Path(path), data, fresh=True)], force)
    if refused:
        return verdict.tell(refused)
    Path(path).chmod(0o600)
    console.say(f"已写出 {visible(path)}，指纹：{fingerprint}\n")
    console.say("钥匙和口令分开保存，不要放进仓库；指纹写进通知，各单位第一次装的时候核对。\n")
    return 0


def publish(paths: Sequence[str], to: str, keys: Keys, bureau: str, days: int) -> int:
    missing = lacking()
    if missing is not None:
        return verdict.tell((missing,))
    issues, found = _issues(paths)
    if has_errors(found):
        verdict.tell(found)
        console.tell("没有发\n")
        return max(1, verdict.status(found))
    signers = _signers(keys)
    if isinstance(signers, Diagnostic):
        return verdict.tell((signers,))
    from ..issuing.publishing import publish as issue

    done = issue(Path(to), issues, signers, bureau, days, now())
    if done.found:
        return verdict.tell(done.found)
    new = f"新发 {'、'.join(map(visible, done.new))}" if done.new else "没有新的"
    console.say(f"已签发 {visible(to)}：{new}；到 {done.until} 为止有效，在那以前再运行一次 pack publish\n")
    return 0


def rotate(to: str, keys: Keys, new: Keys, days: int) -> int:
    """Keys that are not named anew stay."""
    missing = lacking()
    if missing is not None:
        return verdict.tell((missing,))
    opened: dict[str, Signer] = {}
    before, after = _signers(keys, opened), _signers(new, opened)
    if isinstance(before, Diagnostic) or isinstance(after, Diagnostic):
        return verdict.tell(tuple(one for one in (before, after) if isinstance(one, Diagnostic))[:1])
    from ..issuing.publishing import rotate as change

    done = change(Path(to), before, after, days, now())
    if done.found:
        return verdict.tell(done.found)
    console.say(f"已换钥匙 {visible(to)}：{'、'.join(done.new)}；到 {done.until} 为止有效\n")
    console.say("装过的单位不用再认，下一次 pack update 就照新的；通知上的指纹还是最早的那一把。旧钥匙不再用来签发。\n")
    return 0


def _issues(paths: Sequence[str]) -> tuple[list[Issue], tuple[Diagnostic, ...]]:
    """What is wrong with a pack is said, and nothing is issued."""
    from ..issuing.publishing import Issue

    issues, found = [], []
    for path in paths:
        one = proved(path)
        found += [each for each in one.found if each.weight is Severity.ERROR]
        if one.given is not None and one.pack is not None and not has_errors(one.found):
            data = Path(path).read_bytes() if _is_sealed(path) else sealed(one.given)
            issues.append(Issue(one.pack.name, one.pack.version, one.pack.title, data))
    return issues, tuple(found)


def _is_sealed(path: str) -> bool:
    from ..container import PACK, Flaw, in_file
    from ..issuing.sealing import SUMS

    if not Path(path).is_file():
        return False
    zipped = in_file(Path(path), PACK)
    return not isinstance(zipped, Flaw) and SUMS in zipped.entries


def _signers(keys: Keys, opened: dict[str, Signer] | None = None) -> Signers | Diagnostic:
    """Each file is opened once."""
    from ..issuing.publishing import Signers

    opened = {} if opened is None else opened
    for path in dict.fromkeys(one for one in (keys.whole, keys.root, keys.dates) if one is not None):
        if path in opened:
            continue
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            why = "没有这个文件" if isinstance(error, FileNotFoundError) else f"读不了（{error.strerror or error}）"
            return Diagnostic(codes.KEY, f"钥匙 {path}：{why}", Label(whole_file(path)), help="核对钥匙文件写得对不对")
        one = signer(data, _passphrase(f"{path} 的口令"), path)
        if isinstance(one, Diagnostic):
            return one
        opened[path] = one
    return Signers(opened.get(keys.root or ""), opened[keys.whole], opened[keys.dates or keys.whole])


def _passphrase(asked: str, again: bool = False) -> str:
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    return str(click.prompt(asked, hide_input=True, confirmation_prompt="再输一遍" if again else False))


def add(address: str, names: Sequence[str], fingerprint: str | None, yes: bool, version: str = "") -> int:
    missing = lacking()
    if missing is not None:
        return verdict.tell((missing,))
    from ..issuing.fetching import address_of
    from ..issuing.installing import add as install

    def believed(bureau: Bureau, where: str) -> bool:
        return _believed(bureau, fingerprint, yes)

    outcome = install(address_of(address), names, believed, now(), version)
    if outcome.refused:
        console.tell("没有装\n")
        return 1
    return _changed(outcome)


def _believed(bureau: Bureau, fingerprint: str | None, yes: bool) -> bool:
    console.say(f"发布单位：{visible(bureau.name)}\n钥匙指纹：{bureau.fingerprint}\n")
    if fingerprint is not None:
        same = "".join(fingerprint.split()).lower() == "".join(bureau.fingerprint.split())
        console.say("" if same else "与 --fingerprint 写的不同\n")
        return same
    if yes:
        return True
    return click.confirm("与通知上的指纹一样，相信它吗？", default=False)


def update(names: Sequence[str]) -> int:
    missing = lacking()
    if missing is not None:
        return verdict.tell((missing,))
    from ..issuing.installing import update as renew

    outcome = renew(names, now())
    return _changed(outcome)


def _changed(outcome: Outcome) -> int:
    for one in outcome.changes:
        before = f"（原来有 {visible(one.before)}，还在）" if one.before else ""
        before = "（原来的被动过）" if one.again else before
        console.say(f"{'重新' if one.again else ''}装好 {visible(one.name)} {visible(one.version)}{before}\n")
    for one in outcome.older:
        console.say(
            f"{visible(one.name)}：仓库里最新的是 {visible(one.version)}，比装的 {visible(one.before)} 旧，没有动\n"
        )
    if not (outcome.changes or outcome.older or outcome.found):
        console.say("都是最新的\n")
    return verdict.tell(outcome.found) if outcome.found else 0


def remove(name: str, version: str) -> int:
    from ..issuing.removing import remove as take_away

    gone, found = take_away(name, version)
    for one in gone:
        console.say(f"已删去 {visible(one.name)} {visible(one.version)}\n")
    address = next((one.address for one in gone if one.address), "")
    if address and lacking() is None:
        from ..issuing.fetching import shown

        console.say(f"重新装：zipingbao pack add {visible(shown(address))} {visible(name)}\n")
    return verdict.tell(found)


def list_all() -> int:
    found = every()
    if not found:
        console.say("还没有装过；zipingbao pack add 仓库\n")
        return 0
    for one in found:
        newer = f"，已知有新版 {visible(one.latest)}" if order(one.latest) > order(one.version) else ""
        installed = {each.version for each in found if each.name == one.name}
        newer = newer if one.latest not in installed else ""
        state = "签名无误" if one.whole else "装好以后被动过，运行 pack update 重新装"
        print_ = spelt(one.fingerprint) if one.fingerprint else "不详"
        console.say(f"{visible(one.name)} {visible(one.version)}：{visible(one.bureau)}（{print_}），{state}{newer}\n")
    return 0 if all(one.whole for one in found) else 1
