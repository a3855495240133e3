"""A repository that is believed in, its packs in the user's folder out: each whole or not at all, versions side by side."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from ..checks import sound
from ..codes import issuing as codes
from ..diagnostic import Diagnostic, Label, has_errors
from ..packs import read_pack
from ..packs.installed import SOURCES, Installed, every, home, order
from ..source import whole_file
from .given import given
from .keys import spelt
from .sealing import broken_seal
from .trusting import Bureau, Failure, Offer, Repository, introduced

Asked = Callable[[Bureau, str], bool]
"""Whether the user believes a bureau that was not met before at an address."""


class Change(Struct, frozen=True):
    """What was installed, and what stood there before ("" for nothing)."""

    name: str
    version: str
    before: str = ""
    again: bool = False
    """Whether this version was there and is put back as it was issued."""


class Outcome(Struct, frozen=True):
    found: tuple[Diagnostic, ...] = ()
    changes: tuple[Change, ...] = ()
    offered: tuple[str, ...] = ()
    """The packs that the repository has."""
    older: tuple[Change, ...] = ()
    """Packs of which the repository has nothing newer than an older version than is installed."""
    refused: bool = False


class Source(Struct, frozen=True):
    """A repository that the user believes."""

    bureau: str
    keyid: str
    address: str
    place: Path


def add(address: str, names: Sequence[str], asked: Asked, now: datetime, version: str = "") -> Outcome:
    """Install the newest version, or the one that is asked for, of the named packs, or of all that there are."""
    try:
        bureau = introduced(address)
        place = home() / SOURCES / bureau.keyid[:32]
        if not (place / "source.json").is_file() and not asked(bureau, address):
            return Outcome(refused=True)
        repository = Repository(address, place, _pinned(place) or bureau.root, now)
    except Failure as failure:
        return Outcome((failure.found,))
    source = Source(bureau.name, bureau.keyid, address, place)
    _keep(source, bureau.root)
    return _installed(repository, source, names, version=version)


def update(names: Sequence[str], now: datetime) -> Outcome:
    """The newest version of what is installed, from where it was taken."""
    whole = Outcome()
    packs = {one.name: one for one in reversed(every()) if one.address and (not names or one.name in names)}
    for source in sources():
        mine = [name for name, one in packs.items() if one.fingerprint == source.keyid]
        if not mine:
            continue
        try:
            repository = Repository(source.address, source.place, _pinned(source.place) or b"", now)
        except Failure as failure:
            whole = _joined(whole, Outcome((failure.found,)))
            continue
        whole = _joined(whole, _installed(repository, source, mine, known=True))
    missing = [name for name in names if name not in packs]
    found = [_no_pack(name, "没有装，或者不是从仓库装的", "zipingbao pack list 看装了什么") for name in missing]
    nowhere = [one for one in every() if not one.whole and one.name not in packs and not names]
    advice = "运行 zipingbao pack add 仓库，重新装"
    found += [_no_pack(one.name, f"{one.version} 装好以后被动过，也不知道是从哪里装的", advice) for one in nowhere]
    return _joined(whole, Outcome(tuple(found)))


def sources() -> tuple[Source, ...]:
    found = []
    for path in sorted((home() / SOURCES).glob("*/source.json")):
        try:
            noted = json.loads(path.read_text(encoding="utf-8"))
            found.append(Source(noted["bureau"], noted["keyid"], noted["address"], path.parent))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def _installed(
    repository: Repository, source: Source, names: Sequence[str], known: bool = False, version: str = ""
) -> Outcome:
    offers = sorted(repository.offers, key=lambda one: order(one.version))
    has = sorted({one.name for one in offers if version in ("", one.version)})
    whole = Outcome(offered=tuple(has))
    for name in names or has or [""]:
        mine = [one for one in offers if one.name == name]
        if name in has:
            there = [one for one in every() if one.name == name]
            whole = _joined(whole, _one(repository, source, mine, there, known, version))
        elif mine or not name:
            lacks = f"仓库里没有 {version} 版；有 {'、'.join(one.version for one in mine or offers)}"
            whole = _joined(whole, Outcome((_no_pack(name or source.bureau, lacks, "核对版本"),)))
        else:
            lacks = f"仓库里没有；有 {'、'.join(has)}"
            whole = _joined(whole, Outcome((_no_pack(name, lacks, "核对名称"),)))
    return whole


def _one(
    repository: Repository,
    source: Source,
    offers: Sequence[Offer],
    there: Sequence[Installed],
    known: bool,
    version: str,
) -> Outcome:
    """One pack in its newest version, or in the one that is asked for, and all that was changed since it was installed."""
    wrong = _of_another(there, source) or _reissued(offers, there)
    if wrong:
        return Outcome(wrong)
    offer, newest = next((one for one in offers if one.version == version), offers[-1]), offers[-1].version
    before = there[0].version if there else ""
    spoilt = {one.version for one in there if not one.whole}
    due = [one for one in offers if one.version in spoilt]
    older: tuple[Change, ...] = ()
    if all(one.version != offer.version for one in there):
        if known and before and order(offer.version) < order(before):
            older = (Change(offer.name, offer.version, before),)
        else:
            due.append(offer)
    changes, found = [], [_lost(offer.name, one) for one in spoilt if one not in {o.version for o in due}]
    for one in due:
        wrong = _put(repository, source, one, newest)
        found += wrong
        changes += [] if has_errors(wrong) else [Change(one.name, one.version, before, one.version in spoilt)]
    if not (due or older or found):
        _note(there, newest)
    return Outcome(tuple(found), tuple(changes), older=older)


def _of_another(there: Sequence[Installed], source: Source) -> tuple[Diagnostic, ...]:
    """A pack of this name that somebody else issued is never replaced, nor updated, by this one."""
    other = next((one for one in there if one.fingerprint not in ("", source.keyid)), None)
    if other is None:
        return ()
    whose = f"装的是“{other.bureau}”发的（指纹 {spelt(other.fingerprint)}）"
    fact = f"{other.name}：{whose}，这个仓库是“{source.bureau}”的（指纹 {spelt(source.keyid)}），没有装"
    advice = f"向发通知的单位核对；确实换了一家发的，先运行 zipingbao pack remove {other.name} 再装"
    return (Diagnostic(codes.OTHER_ISSUER, fact, Label(whole_file(other.name)), help=advice),)


def _reissued(offers: Sequence[Offer], there: Sequence[Installed]) -> tuple[Diagnostic, ...]:
    """What was installed is not what the repository has now under the same version."""
    sums = {one.version: one.file.hashes.get("sha256", "") for one in offers}
    return tuple(
        Diagnostic(
            codes.REISSUED,
            f"{one.name}：仓库里的 {one.version} 和装的 {one.version} 内容不同，没有装",
            Label(whole_file(one.name)),
            help="请财政局改版本再发",
        )
        for one in there
        if one.sha256 and sums.get(one.version, one.sha256) != one.sha256
    )


def _lost(name: str, version: str) -> Diagnostic:
    return _no_pack(
        name,
        f"{version} 装好以后被动过，仓库里没有这一版",
        f"不用它的，运行 zipingbao pack remove {name} --version {version}",
    )


def _put(repository: Repository, source: Source, offer: Offer, newest: str) -> tuple[Diagnostic, ...]:
    """Fetched beside its place, read, and only then moved to where packs are looked for."""
    target = home() / offer.name / f"{offer.version}.zip"
    with tempfile.TemporaryDirectory(dir=_made(home() / SOURCES)) as folder:
        path = Path(folder) / "pack.zip"
        try:
            repository.fetch(offer, path)
        except Failure as failure:
            return (failure.found,)
        wrong = _wrong(path, offer)
        if wrong:
            return wrong
        data = path.read_bytes()
        noted = {
            "bureau": source.bureau,
            "fingerprint": source.keyid,
            "address": source.address,
            "sha256": hashlib.sha256(data).hexdigest(),
            "latest": newest,
        }
        _write(
            target.with_suffix("").with_name(f"{offer.version}.json"), json.dumps(noted, ensure_ascii=False).encode()
        )
        _made(target.parent)
        path.replace(target)
    return ()


def _wrong(path: Path, offer: Offer) -> tuple[Diagnostic, ...]:
    """What the bureau signed, and this program cannot use."""
    one = given(path)
    if isinstance(one, Diagnostic):
        return (one,)
    broken = broken_seal(path)
    if broken:
        return broken
    if one.name != offer.name:
        return (_no_pack(offer.name, f"里面装的是 {one.name}", "请财政局重新发"),)
    pack, found = sound(read_pack(one.name, one.where))
    if pack is not None and pack.version != offer.version:
        return (_no_pack(offer.name, f"里面的版本是 {pack.version}，不是 {offer.version}", "请财政局重新发"),)
    return tuple(one for one in found if pack is None)


def _no_pack(name: str, what: str, advice: str) -> Diagnostic:
    return Diagnostic(codes.NOT_OFFERED, f"{name}：{what}", Label(whole_file(name)), help=advice)


def _note(there: Sequence[Installed], latest: str) -> None:
    """What is known of newer versions, beside each."""
    for one in there:
        path = one.path.with_name(f"{one.version}.json")
        noted = {key: getattr(one, key) for key in ("bureau", "fingerprint", "address", "sha256")}
        _write(path, json.dumps({**noted, "latest": latest}, ensure_ascii=False).encode())


def _keep(source: Source, root: bytes) -> None:
    pinned = source.place / "root.json"
    if not pinned.is_file():
        _write(pinned, root)
    noted = {"bureau": source.bureau, "keyid": source.keyid, "address": source.address}
    _write(source.place / "source.json", json.dumps(noted, ensure_ascii=False).encode())


def _pinned(place: Path) -> bytes | None:
    """The root that the user was shown."""
    try:
        return (place / "root.json").read_bytes()
    except OSError:
        return None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes) -> None:
    beside = _made(path.parent) / f".{path.name}.{os.getpid()}"
    beside.write_bytes(data)
    beside.replace(path)


def _joined(one: Outcome, other: Outcome) -> Outcome:
    return Outcome(
        one.found + other.found, one.changes + other.changes, one.offered + other.offered, one.older + other.older
    )
