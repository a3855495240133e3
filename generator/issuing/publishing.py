"""Sealed packs and a bureau's keys in, a repository of The Update Framework in a plain folder out.

metadata/ and targets/ as the specification has them (consistent snapshots; a target's name has its version, so that none is
ever written over). What a department needs first, timestamp.json, is written last: whoever looks on the way sees the old
state whole.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..codes import issuing as codes
from ..diagnostic import Diagnostic, Label
from ..source import whole_file

if TYPE_CHECKING:
    from securesystemslib.signer import Signer
    from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

METADATA, TARGETS = "metadata", "targets"
YEARS_OF_ROOT = 10
BUREAU, ISSUED = "bureau", "issued"
"""What the specification leaves to us: whose repository it is, and when it was signed."""


class Signers(Struct, frozen=True):
    """Who signs: for a small bureau one key does all."""

    root: Signer | None
    targets: Signer
    online: Signer

    @property
    def top(self) -> Signer:
        return self.root or self.targets

    @property
    def roles(self) -> dict[str, Signer]:
        """Who signs what."""
        return {"root": self.top, "targets": self.targets, "snapshot": self.online, "timestamp": self.online}


class Issue(Struct, frozen=True):
    """A sealed pack."""

    name: str
    version: str
    title: str
    data: bytes

    @property
    def target(self) -> str:
        return f"{self.name}-{self.version}.zip"


class _State(Struct, frozen=True):
    root: Metadata[Root]
    targets: Metadata[Targets]
    snapshot: Metadata[Snapshot]
    timestamp: Metadata[Timestamp]


class Published(Struct, frozen=True):
    found: tuple[Diagnostic, ...] = ()
    new: tuple[str, ...] = ()
    until: str = ""


def publish(
    folder: Path, issues: Sequence[Issue], signers: Signers, bureau: str, days: int, now: datetime
) -> Published:
    """Add packs to a repository, which is made where there is none; without packs it is only signed anew."""
    state = (
        _begun(folder, signers, bureau, now) if not (folder / METADATA / "timestamp.json").exists() else _read(folder)
    )
    if isinstance(state, Diagnostic):
        return Published((state,))
    known: dict[str, Any] = dict(state.targets.signed.targets)
    wrong = [fault for one in issues if (fault := _clashes(one, known, folder)) is not None]
    wrong += [fault for fault in (_stranger(state, signers, folder),) if fault is not None]
    if wrong:
        return Published(tuple(wrong))
    from tuf.api.metadata import TargetFile

    new = [one for one in issues if one.target not in known]
    for one in new:
        file = TargetFile.from_data(one.target, one.data, ["sha256"])
        file.unrecognized_fields["custom"] = {"name": one.name, "version": one.version, "title": one.title}
        known[one.target] = file
        _put(folder / TARGETS / one.target, one.data)
    state.targets.signed.targets = known
    until = now + timedelta(days=days)
    _sign(folder, state, signers, until, now)
    return Published((), tuple(f"{one.name} {one.version}" for one in new), f"{until:%Y-%m-%d}")


def rotate(folder: Path, old: Signers, new: Signers, days: int, now: datetime) -> Published:
    """Other keys from now on: the new root is signed by the old one's key and by its own, so that departments follow by themselves.

    What stands below it is signed by both first, and so is believed under either root: whoever looks, or whatever breaks off,
    on the way finds the repository whole.
    """
    state = _read(folder)
    if isinstance(state, Diagnostic):
        return Published((state,))
    wrong = _stranger(state, old, folder, with_root=True)
    if wrong is not None:
        return Published((wrong,))
    keys = {role: one.public_key for role, one in new.roles.items()}
    root = state.root.signed
    changed = tuple(role for role, key in keys.items() if [key.keyid] != root.roles[role].keyids)
    if not changed:
        fact = f"{folder} 用的就是这几把钥匙，没有换"
        return Published((Diagnostic(codes.KEY, fact, Label(whole_file(str(folder))), help="用 --new-key 写新的钥匙"),))
    until = now + timedelta(days=days)
    _sign(folder, state, new, until, now, old)
    for role in changed:
        for keyid in tuple(root.roles[role].keyids):
            root.revoke_key(keyid, role)
        root.add_key(keys[role], role)
    root.version += 1
    root.expires = now + timedelta(days=365 * YEARS_OF_ROOT)
    state.root.sign(old.top)
    state.root.sign(new.top, append=True)
    _put(folder / METADATA / f"{root.version}.root.json", state.root.to_bytes())
    return Published((), changed, f"{until:%Y-%m-%d}")


def _begun(folder: Path, signers: Signers, bureau: str, now: datetime) -> _State | Diagnostic:
    """A new repository; its root is the only file that is signed for years."""
    from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

    if not bureau:
        fact = f"{folder} 里还没有仓库；新做一个要写是谁的"
        return Diagnostic(codes.REPOSITORY, fact, Label(whole_file(str(folder))), help="加 --bureau 财政局的名称")
    root = Root(expires=now + timedelta(days=365 * YEARS_OF_ROOT), consistent_snapshot=True)
    root.unrecognized_fields.update({BUREAU: bureau, ISSUED: f"{now:%Y-%m-%dT%H:%M:%SZ}"})
    for role, one in signers.roles.items():
        root.add_key(one.public_key, role)
    whole = Metadata(root)
    whole.sign(signers.top)
    _put(folder / METADATA / "1.root.json", whole.to_bytes())
    targets, snapshot, timestamp = Targets(version=0 + 1), Snapshot(version=1), Timestamp(version=1)
    for signed in (targets, snapshot, timestamp):
        signed.version = 0  # the first signing makes it 1
    return _State(whole, Metadata(targets), Metadata(snapshot), Metadata(timestamp))


def _read(folder: Path) -> _State | Diagnostic:
    """What was signed before, verified: a repository that somebody changed is not signed anew."""
    from tuf.api.exceptions import RepositoryError
    from tuf.api.metadata import Metadata
    from tuf.api.serialization import DeserializationError

    place = folder / METADATA
    try:
        newest = max(int(path.name.partition(".")[0]) for path in place.glob("*.root.json"))
        root: Metadata[Root] = Metadata.from_bytes((place / f"{newest}.root.json").read_bytes())
        timestamp: Metadata[Timestamp] = Metadata.from_bytes((place / "timestamp.json").read_bytes())
        at = timestamp.signed.snapshot_meta.version
        snapshot: Metadata[Snapshot] = Metadata.from_bytes((place / f"{at}.snapshot.json").read_bytes())
        at = snapshot.signed.meta["targets.json"].version
        targets: Metadata[Targets] = Metadata.from_bytes((place / f"{at}.targets.json").read_bytes())
        for role, one in (("root", root), ("timestamp", timestamp), ("snapshot", snapshot), ("targets", targets)):
            root.signed.verify_delegate(role, one.signed_bytes, one.signatures)
    except (OSError, ValueError, KeyError, RepositoryError, DeserializationError) as error:
        fact = f"{folder} 里的仓库不完整，或者被动过（{type(error).__name__}），没有往里写"
        return Diagnostic(codes.REPOSITORY, fact, Label(whole_file(str(folder))), help="从备份恢复，或另做一个")
    return _State(root, targets, snapshot, timestamp)


def _clashes(one: Issue, known: Mapping[str, Any], folder: Path) -> Diagnostic | None:
    """A version is issued once: who installed it would keep another one under the same name."""
    import hashlib

    there = known.get(one.target)
    if there is None or there.hashes.get("sha256") == hashlib.sha256(one.data).hexdigest():
        return None
    fact = f"{one.name} {one.version} 已经发过，内容不同"
    return Diagnostic(codes.REISSUED, fact, Label(whole_file(str(folder))), help="改 pack.yaml 的“版本”再发")


def _stranger(state: _State, signers: Signers, folder: Path, with_root: bool = False) -> Diagnostic | None:
    roles = {role: one for role, one in signers.roles.items() if with_root or role != "root"}
    wrong = [role for role, one in roles.items() if one.public_key.keyid not in state.root.signed.roles[role].keyids]
    if not wrong:
        return None
    fact = f"这把钥匙不是 {folder} 这个仓库的（{'、'.join(wrong)}）"
    return Diagnostic(codes.KEY, fact, Label(whole_file(str(folder))), help="用做这个仓库时的钥匙")


def _sign(
    folder: Path, state: _State, signers: Signers, until: datetime, now: datetime, also: Signers | None = None
) -> None:
    """`also` are those that sign for the last time, beside their successors."""
    from tuf.api.metadata import MetaFile

    for one in (state.targets, state.snapshot, state.timestamp):
        one.signed.version += 1
        one.signed.expires = until
    state.snapshot.signed.meta["targets.json"] = MetaFile(state.targets.signed.version)
    state.timestamp.signed.snapshot_meta = MetaFile(state.snapshot.signed.version)
    state.timestamp.signed.unrecognized_fields[ISSUED] = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    place = folder / METADATA
    hands = (signers,) if also is None else (signers, also)
    for who in hands:
        state.targets.sign(who.targets, append=who is also)
    _put(place / f"{state.targets.signed.version}.targets.json", state.targets.to_bytes())
    for who in hands:
        state.snapshot.sign(who.online, append=who is also)
    _put(place / f"{state.snapshot.signed.version}.snapshot.json", state.snapshot.to_bytes())
    for who in hands:
        state.timestamp.sign(who.online, append=who is also)
    _put(place / "timestamp.json", state.timestamp.to_bytes())


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)
