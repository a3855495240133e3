"""What the page asks for in, answers out: each is one action on a file of the opened folder."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..amending import amended
from ..diagnostic import Diagnostic, Kind, Severity, has_errors
from ..formats import Format
from ..intake import take
from ..library import blank_form, list_packs, rolled_form
from ..load import LoadedText, read_source
from ..merging import Merged, merge
from ..pack import Pack
from ..packs import full_record
from ..packs.asked import choose
from ..pipeline import Settings, read_packs
from ..schema import json_schema
from ..source import Source, shorten
from .advice import FORCED, refusal
from .belonging import Whole, is_one, record_of, schema_of, whole_of
from .filling import done
from .folder import Folder, Refused
from .hints import Schema, hints, meaning
from .judging import Judged, Offsets, judge
from .outline import keys_of, values
from .pages import Pages
from .returning import accepted, shown

_KEPT = 6
"""Judgements that are kept for the previews that are still asked for."""
_TAKEN = 50_000_000
_SEVERAL = "这份文件里是一列几项，表单只填一项的，请在 YAML 里填"
Answer = dict[str, Any]


class Made(Struct, frozen=True):
    """What became of an order to write reports: the files, or why there are none."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Clock(Struct, frozen=True):
    """The year before this one, which reports are mostly of, and the seconds that have passed since some time."""

    last_year: str
    seconds: Callable[[], float]


Make = Callable[[Path, tuple[Format, ...], bool], Made]
"""Writes the reports of a file; by force over what was edited by hand."""


class Actions:
    """Answers one page after the other; what is kept between them can be made anew from the files at any time."""

    def __init__(self, folder: Folder, first: str, settings: Settings, make: Make, clock: Clock) -> None:
        self.folder, self.first, self.settings, self.make, self.clock = folder, first, settings, make, clock
        self._judged: OrderedDict[str, Judged] = OrderedDict()
        self._schemas: dict[str, Schema] = {}
        self._packs: dict[str, tuple[tuple[Pack, ...], str]] = {}
        self._wholes: dict[str, Whole | None] = {}
        self._merged: tuple[str, Merged] | None = None
        self.pages = Pages(clock.seconds)
        self._lock = threading.Lock()
        self._number = 0
        self.heard = clock.seconds()
        """When a page was last heard of."""

    def start(self, asked: Answer) -> Answer:
        """What can be opened, and what can be begun."""
        self.heard = self.clock.seconds()
        packs = [one for one in list_packs(self.settings) if one.prints and not one.broken]
        return {
            "folder": str(self.folder.root),
            "first": self.first,
            "files": list(self.folder.names()),
            "lost": list(self.folder.lost()),
            "year": self.clock.last_year,
            "packs": [{"name": one.name, "title": one.title, "region": one.region or "各地通用"} for one in packs],
        }

    def open(self, asked: Answer) -> Answer:
        """With the newest draft that no other page keeps; to `peek` is to see what is on disk alone."""
        name, page, left = asked["name"], asked.get("page", ""), []
        drafts = self.folder.drafts(name)
        with self._lock:
            if not asked.get("peek"):
                self.pages.heard(name, page)
                left = self.pages.left(name, page, drafts)
                for slot in left[:1]:
                    self.pages.adopt(name, page, slot)
            slot = self.pages.own(name, page) or 0
        opened = self.folder.opened(name, slot)
        self._wholes.pop(name, None)
        whole = self._whole(name)
        more = _told(left[1:], drafts)
        return {
            "name": opened.name, "text": opened.text, "digest": opened.digest, "draft": opened.draft, "more": more,
            "whole": whole.name if whole is not None else "",
        }  # fmt: skip

    def adopt(self, asked: Answer) -> Answer:
        """Another draft that was found, in place of the one that the page has; that one stays where it is."""
        name, page, slot = asked["name"], asked["page"], asked["slot"]
        with self._lock:
            if slot not in self.pages.left(name, page, self.folder.drafts(name)):
                raise Refused("那一份草稿已经没有了，或者在另一个页面里")
            self.pages.adopt(name, page, slot)
        opened = self.folder.opened(name, slot)
        return {"text": opened.text if opened.draft is None else opened.draft}

    def judge(self, asked: Answer) -> Answer:
        """The findings, and of the report that the browser shows already, the HTML."""
        path = self.folder.path(asked["name"])
        judged, shown_one = judge(path, asked["text"], self.settings, self._whole(asked["name"])), asked.get("report")
        with self._lock:
            self._number += 1
            key = str(self._number)
            self._judged[key] = judged
            while len(self._judged) > _KEPT:
                self._judged.popitem(last=False)
        if judged.packs:
            at = (
                judged.at or self._packs.get(asked["name"], ((), ""))[1]
            )  # that of a part is not seen while it is half typed
            self._packs[asked["name"]] = judged.packs, at
            self._schemas[asked["name"]] = schema_of(judged.packs, at)
        return {
            "key": key,
            "findings": judged.findings,
            "filled": judged.filled,
            "left": judged.left,
            "reports": judged.shown.titles,
            "readable": judged.readable,
            "errors": judged.errors,
            "draft": judged.draft,
            "known": bool(judged.packs),
            "keys": _keys(*self._packs.get(asked["name"], ((), ""))),
            "html": judged.shown.html(shown_one)
            if shown_one is not None and shown_one < len(judged.shown.titles)
            else "",
        }

    def preview(self, key: str, number: int) -> str:
        judged = self._judged.get(key)
        if judged is None or number >= len(judged.shown.titles):
            raise Refused("这一份预览已经过时")
        return judged.shown.html(number)

    def picture(self, template: str) -> str:
        """The report that a blank form makes of its examples, to be shown small beside its name."""
        text = self._blank(template, self.clock.last_year)
        judged = judge(self.folder.root / "样张.yaml", text, self.settings)
        if not judged.shown.titles:
            raise Refused("这个模板的例子印不出首页")
        return judged.shown.html(0)

    def hint(self, asked: Answer) -> Answer:
        """What can be typed at a place, or, where `about` is asked, what stands there means."""
        text, schema = asked["text"], self._schemas.get(asked["name"]) or self._schema()
        at = _characters(text, asked["at"])
        if asked.get("about"):
            told = meaning(schema, text, at)
            return {} if told is None else {"label": told.label, "detail": told.detail, "info": told.info}
        spot, found = hints(schema, text, at)
        offers = [{"label": one.label, "detail": one.detail, "info": one.info, "apply": one.apply} for one in found]
        return {"from": Offsets(text)[spot.start], "options": offers}

    def form(self, asked: Answer) -> Answer:
        """What a text holds, key by key; the keys of its packs, where the page does not `have` them yet."""
        name = asked["name"]
        return self._form(name, read_source(Source(name, asked["text"])), asked.get("have"))

    def change(self, asked: Answer) -> Answer:
        """The few edits of the text that do what was done in the form."""
        name = asked["name"]
        packs, at = self._packs.get(name, ((), ""))
        reading = read_source(Source(name, asked["text"]))
        if not packs or reading.stop is not None:
            raise Refused("文件还读不了，先在 YAML 里改好")
        if not is_one(reading.node, at):
            raise Refused(_SEVERAL)
        made = done(reading, record_of(packs, at), asked)
        offsets = Offsets(reading.source.text)
        edits = [{"from": offsets[one.start], "to": offsets[one.end], "insert": one.text} for one in made.edits]
        answer: Answer = {"edits": edits, "told": list(made.told)}
        if asked["do"] == "put":  # no row comes or goes: the page asks for the form once it shows the report
            return answer
        return {**answer, **self._form(name, amended(reading, made.edits), asked.get("have"))}

    def _form(self, name: str, reading: LoadedText, have: str | None) -> Answer:
        packs, at = self._packs.get(name, ((), ""))
        key = _keys(packs, at)
        readable = reading.node is not None and reading.stop is None
        told: Answer = {"readable": readable, "known": bool(packs), "keys": key}
        if readable and not is_one(reading.node, at):
            return {**told, "refused": _SEVERAL}
        if packs and have != key:
            told["fields"] = keys_of(packs, at)
        return {**told, "values": values(reading)} if readable else told

    def keep(self, asked: Answer) -> Answer:
        with self._lock:
            self.folder.keep(asked["name"], asked["text"], self._slot(asked))
        return {}

    def forget(self, asked: Answer) -> Answer:
        with self._lock:
            self.folder.forget(asked["name"], asked["text"], self._slot(asked))
        return {}

    def _slot(self, asked: Answer) -> int:
        return self.pages.slot(asked["name"], asked.get("page", ""), self.folder.drafts(asked["name"]))

    def save(self, asked: Answer) -> Answer:
        """From the `base` that was opened; a file that is gone since is written again only where that is asked for."""
        name, base = asked["name"], asked["base"]
        if base and not os.path.lexists(self.folder.path(name)):
            return {"gone": True}
        with self._lock:
            digest, found = self.folder.save(name, asked["text"], base, self._slot(asked))
        if found:
            raise Refused(refusal(found[0]))
        if not digest:
            return {"conflict": True, **self.open({"name": name, "peek": True})}
        return {"digest": digest}

    def watch(self, asked: Answer) -> Answer:
        """Whether the file was changed or taken away by somebody else, and whether other pages have it open, and typed in it."""
        name, page = asked["name"], asked["page"]
        drafts = self.folder.drafts(name)
        with self._lock:
            self.heard = self.clock.seconds()
            self.pages.heard(name, page)
            others = self.pages.others(name, page)
            typed = sum(self.pages.own(name, other) in drafts for other in others)
            left = [one for one in self.pages.left(name, page, drafts) if one != self.pages.own(name, page)]
        gone = not os.path.lexists(self.folder.path(name))
        told = {"others": len(others), "typed": typed, "more": _told(left, drafts)}
        return {"digest": self.folder.digest(name), "gone": gone, **told}

    def leave(self, asked: Answer) -> Answer:
        """A page was closed: what it typed is there for the next at once."""
        with self._lock:
            self.pages.gone(asked["name"], asked["page"])
        return {}

    def alive(self, asked: Answer) -> Answer:
        """A page is open, whatever it shows."""
        self.heard = self.clock.seconds()
        return {}

    def build(self, asked: Answer) -> Answer:
        """From the file as it is on disk: the page saves first."""
        whole = self._whole(asked["name"])
        path = self.folder.path(asked["name"]) if whole is None else whole.path
        formats: tuple[Format, ...] = ("html",) if asked["format"] == "html" else ("docx",)
        made = self.make(path, formats, bool(asked.get("force")))
        refused = [one for one in made.diagnostics if one.code.kind is Kind.OUTPUT and one.weight is Severity.ERROR]
        return {
            "files": list(made.files),
            "told": [refusal(one) for one in refused],
            "force": all(one.code in FORCED for one in refused),
            "failed": has_errors(made.diagnostics),
        }

    def new(self, asked: Answer) -> Answer:
        """A blank form; or this year's, from last year's file."""
        name, year = _file_name(asked["name"]), asked.get("year")
        if year is not None and not re.fullmatch(r"20[0-9]{2}", year):
            raise Refused(f"年度要写四位数字，如 {self.clock.last_year}，写的是“{year}”")
        if last := asked.get("last"):
            self.folder.path(name)
            text, found = rolled_form(self.folder.path(last), None, self.settings, last)
        else:
            text, found = self._blank(asked.get("template", ""), year or ""), ()
        if text is None:
            raise Refused(found[0].told if found else "写不出空白表")
        self.folder.create(name, text.encode("utf-8"))
        return {"name": name}

    def merge(self, name: str, data: bytes) -> Answer:
        """What somebody changed in a DOCX that was built from a file as it is on disk: the page saves first."""
        if len(data) > _TAKEN:
            raise Refused("文件太大")
        path = self.folder.path(name)
        whole = self._whole(name)
        merged = merge(data, path if whole is None else whole.path, self.settings)
        if merged.refused:
            raise Refused(merged.refused)
        with self._lock:
            self._number += 1
            self._merged = str(self._number), merged
        return {"key": self._merged[0], **shown(merged, path)}

    def accept(self, asked: Answer) -> Answer:
        """The edits that write some of the changes, beside those that were accepted `before`; the page makes them."""
        key, merged = self._merged or ("", None)
        if merged is None or key != asked["key"]:
            raise Refused("这一次比较已经过时，请再收一次")
        return {"edits": accepted(merged, self.folder.path(asked["name"]), asked["before"], asked["new"])}

    def _blank(self, template: str, year: str) -> str:
        """Of a pack that is offered: a name may be a path to one elsewhere."""
        if template not in {one.name for one in list_packs(self.settings)}:
            raise Refused(f"没有“{shorten(template)}”这个模板")
        text, found = blank_form(template, self.settings, year)
        if text is None:
            raise Refused(found[0].told if found else "写不出空白表")
        return text

    def take_in(self, name: str, data: bytes, template: str) -> Answer:
        """A file of another program, dropped on the page: a YAML file of what was recognised in it."""
        if len(data) > _TAKEN:
            raise Refused("文件太大")
        with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as folder:
            spooled = Path(folder) / (re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", Path(name).name).lstrip(".") or "文件")
            spooled.write_bytes(data)
            settings = Settings(self.settings.template_dirs, template or None, only=self.settings.only)
            taken = take([spooled], settings)
        made = taken.source if taken.source is not None else (taken.made.text.encode("utf-8") if taken.made else None)
        if made is None:
            raise Refused(taken.diagnostics[0].told if taken.diagnostics else "一个数也没有认出来")
        new = self._free(Path(name).stem)
        self.folder.create(new, made)
        count = taken.made.values if taken.made is not None else 0
        return {"name": new, "told": f"认出 {count} 个数，写进了 {new}"}

    def _free(self, stem: str) -> str:
        stem = _file_name(stem).removesuffix(".yaml")
        names = (f"{stem}{f'-{n}' if n else ''}.yaml" for n in range(1000))
        return next(name for name in names if not (self.folder.root / name).exists())

    def _whole(self, name: str) -> Whole | None:
        """The file that this one is a part of, as it was when it was opened."""
        if name not in self._wholes:
            self._wholes[name] = whole_of(self.folder.path(name), name, self.folder.root)
        return self._wholes[name]

    def _schema(self) -> Schema:
        """Of all packs together, while it is not known by which a file is judged."""
        where = self.settings.folders(self.folder.root)
        asked = [one for pack in list_packs(self.settings) for one in choose((), pack.name)[0]]
        return json_schema(full_record((), read_packs(asked, where)[0]), "填报格式")


def _told(slots: Sequence[int], drafts: Mapping[int, float]) -> list[Answer]:
    """Drafts that nobody keeps, with when they were typed."""
    return [{"slot": one, "when": f"{datetime.fromtimestamp(drafts[one]):%m-%d %H:%M}"} for one in slots]


def _keys(packs: tuple[Pack, ...], at: str) -> str:
    """What the keys of a form are known by."""
    return "、".join((*(f"{pack.name} {pack.version}" for pack in packs), at))


def _file_name(name: str) -> str:
    plain = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", name).strip(" .")
    return plain if plain.lower().endswith((".yaml", ".yml")) else f"{plain or '新表'}.yaml"


def _characters(text: str, at: int) -> int:
    """From the units of UTF-16 that a browser counts in."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))
