"""The address of a repository and the user's folder in, what the bureau signed there out, or why it is not believed.

Trust begins with the bureau's key, whose fingerprint the user was shown once; from then on The Update Framework's client
decides: signatures, versions that only grow, dates. What it verified is kept by the key's fingerprint, so that a repository may
move from a web server to a stick.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import Updater, UpdaterConfig

from ..codes import issuing as codes
from ..diagnostic import Code, Diagnostic, Label
from ..source import whole_file
from .fetching import Fetcher, shown
from .keys import spelt
from .publishing import BUREAU, ISSUED, METADATA, TARGETS

ROOT_LIMIT = 512_000
SLACK = timedelta(days=1)
"""A clock may be in another zone."""
_NEVER = datetime(1, 1, 1, tzinfo=timezone.utc)


class Bureau(Struct, frozen=True):
    """Whose repository it is: the name and the key that its first root says."""

    name: str
    keyid: str
    root: bytes

    @property
    def fingerprint(self) -> str:
        return spelt(self.keyid)


class Offer(Struct, frozen=True):
    """One version of a pack that a repository has."""

    name: str
    version: str
    title: str
    file: TargetFile


class Failure(Exception):
    """Why a repository is not believed, or not to be had."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


def introduced(address: str) -> Bureau:
    """What the repository says of itself; it is believed when the user says so."""
    with _told(address):
        data = Fetcher().download_bytes(f"{address}/{METADATA}/1.root.json", ROOT_LIMIT)
        root: Metadata[Root] = Metadata.from_bytes(data)
        root.signed.verify_delegate("root", root.signed_bytes, root.signatures)
        (keyid, *_) = sorted(root.signed.roles["root"].keyids)
        return Bureau(str(root.signed.unrecognized_fields.get(BUREAU, "")), keyid, data)


class Repository:
    """A repository that is believed, as it is now; `place` keeps what was verified."""

    def __init__(self, address: str, place: Path, root: bytes, now: datetime) -> None:
        self.address = address
        kept = place / METADATA
        kept.mkdir(parents=True, exist_ok=True)
        with _told(address, now):
            config = UpdaterConfig(prefix_targets_with_hash=False)
            before = _issued(kept)
            if now + SLACK < before:
                raise Failure(_clock(address, now, before))
            urls = f"{address}/{METADATA}", f"{address}/{TARGETS}"
            self._updater = Updater(str(kept), urls[0], None, urls[1], Fetcher(), config, bootstrap=root)
            self._updater._trusted_set.reference_time = now  # the clock is the caller's
            self._updater.refresh()
            if now + SLACK < _issued(kept):
                raise Failure(_clock(address, now, _issued(kept)))
            targets: Metadata[Targets] = Metadata.from_bytes((kept / "targets.json").read_bytes())
        self.offers = tuple(_offers(targets.signed))

    def fetch(self, offer: Offer, path: Path) -> None:
        """The zip of an offer, verified before it is written."""
        with _told(self.address):
            self._updater.download_target(offer.file, str(path))


def _offers(targets: Targets) -> Iterator[Offer]:
    for file in targets.targets.values():
        custom = file.custom or {}
        if all(isinstance(custom.get(key), str) for key in ("name", "version", "title")):
            yield Offer(custom["name"], custom["version"], custom["title"], file)


def _issued(place: Path) -> datetime:
    """When what was verified last was signed."""
    try:
        timestamp: Metadata[Timestamp] = Metadata.from_bytes((place / "timestamp.json").read_bytes())
        text = str(timestamp.signed.unrecognized_fields.get(ISSUED, ""))
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except (OSError, ValueError, RepositoryError, DeserializationError, json.JSONDecodeError):
        return _NEVER


@contextmanager
def _told(address: str, now: datetime | None = None) -> Iterator[None]:
    """What the client raises, in words; nothing of it has been installed."""
    where = shown(address)
    try:
        yield
    except DownloadHTTPError as error:
        what = "不是模板包的仓库，或者缺文件" if error.status_code == 404 else f"答复了错误 {error.status_code}"
        raise _failure(codes.UNREACHED, where, what, "核对地址；是仓库的，请财政局补全") from error
    except ExpiredMetadataError as error:
        today = f"（按这台电脑的时钟，现在是 {now:%Y-%m-%d}）" if now is not None else ""
        advice = "先看电脑的日期对不对；日期对的，请财政局再运行一次 pack publish"
        raise _failure(codes.EXPIRED, where, f"的签发已经过期{today}", advice) from error
    except BadVersionNumberError as error:
        advice = "可能是旧的 U 盘、没有同步好的镜像，也可能有人用旧的顶替；向财政局要新的"
        raise _failure(codes.ROLLBACK, where, "给的比上次见到的旧", advice) from error
    except UnsignedMetadataError as error:
        advice = "不要装；向财政局核对地址和钥匙的指纹"
        raise _failure(codes.FORGED, where, "的签名不符：不是原来那把钥匙签的，或者内容被改过", advice) from error
    except (DownloadLengthMismatchError, LengthOrHashMismatchError, DeserializationError, RepositoryError) as error:
        raise _failure(codes.FORGED, where, "的内容和签发时不一样", "不要装；重新取一份") from error
    except (DownloadError, OSError) as error:
        raise _failure(codes.UNREACHED, where, "连不上，或者没有传完", "过一会儿再运行一次") from error


def _failure(code: Code, where: str, what: str, advice: str) -> Failure:
    fact = f"{where} {what}，什么也没有装"
    return Failure(Diagnostic(code, fact, Label(whole_file(where)), help=advice))


def _clock(address: str, now: datetime, issued: datetime) -> Diagnostic:
    where = shown(address)
    fact = f"电脑的时钟是 {now:%Y-%m-%d}，{where} 却是 {issued:%Y-%m-%d} 签发的，什么也没有装"
    return Diagnostic(codes.CLOCK, fact, Label(whole_file(where)), help="先把电脑的日期调对")
