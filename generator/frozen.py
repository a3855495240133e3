"""A class of values in, the same with `__init__`, equality and the like out: `dataclass`, made in a fifth of the time.

The library's writes and compiles six methods for each class when it is imported, and a run imports more than a hundred of
these; here one is compiled, `__init__`, when the first value is made. What is ordered or derives from another goes to
the library, and so do `fields` and `replace` when they ask for the fields.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen=False, slots=False, eq=True, order=False):
        """As `dataclasses.dataclass`."""

        def made(cls):
            if not order and _plain(cls):
                return _made(cls, frozen, slots, eq)
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order)(cls)

        return made


def _plain(cls: type) -> bool:
    """Whether only names, defaults and what makes a default are to be read."""
    fields = [one for one in cls.__dict__.values() if isinstance(one, dataclasses.Field)]
    return cls.__bases__ == (object,) and all(one.init and one.hash is None and not one.kw_only for one in fields)


def _made(cls: type, frozen: bool, slots: bool, eq: bool) -> type:
    own = {name: one for name, one in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    names = tuple(own.get("__annotations__", ()))
    given = {name: own[name] for name in names if name in own}
    described = {name: one for name, one in given.items() if isinstance(one, dataclasses.Field)}
    shown = tuple(name for name in names if name not in described or described[name].repr)
    compared = tuple(name for name in names if name not in described or described[name].compare)
    for name in given:
        if slots or name in described:
            del own[name]
    methods: dict[str, Any] = {
        "__match_args__": names,
        "__dataclass_fields__": _Fields(given, frozen),
        "__repr__": _repr(shown),
    }
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        get = attrgetter(*compared) if compared else _nothing
        methods |= {"__eq__": _equal(get)}
        if not own.get("__hash__"):
            methods["__hash__"] = _hashed(get) if frozen else None
    if slots:
        methods["__slots__"] = names
        if frozen:
            methods |= {"__getstate__": _state, "__setstate__": _restore}
    new = type(cls.__name__, cls.__bases__, {**own, **{name: one for name, one in methods.items() if name not in own}})
    new.__qualname__ = cls.__qualname__

    def first(self: Any, *values: Any, **named: Any) -> None:
        new.__init__ = _init(new, names, given, slots)  # type: ignore[misc]
        new.__init__(self, *values, **named)  # type: ignore[misc]

    new.__init__ = first  # type: ignore[misc]
    return new


def _init(cls: type, names: tuple[str, ...], given: Mapping[str, Any], slots: bool) -> Callable[..., None]:
    """The method as it would be written by hand."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    heads, lines = [], []
    for name in names:
        default, value = given.get(name, dataclasses.MISSING), name
        if isinstance(default, dataclasses.Field):
            factory, default = default.default_factory, default.default
            if factory is not dataclasses.MISSING:
                known[f"_make_{name}"], default = factory, None
                heads.append(f"{name}=_missing")
                value = f"_make_{name}() if {name} is _missing else {name}"
        if value == name:
            heads.append(name if default is dataclasses.MISSING else f"{name}=_default_{name}")
            known[f"_default_{name}"] = default
        known[f"_set_{name}"] = cls.__dict__[name].__set__ if slots else None
        lines.append(f" _set_{name}(self, {value})" if slots else f" _set(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(('self', *heads))}):\n" + ("\n".join(lines) or " pass"), known)  # noqa: S102 # names of fields
    made: Callable[..., None] = known["__init__"]
    return made


class _Fields:
    """What the library knows of a class, asked for by `replace`, `fields` and a class derived from it."""

    def __init__(self, given: Mapping[str, Any], frozen: bool) -> None:
        self._given, self._frozen = given, frozen

    def __get__(self, _: object, owner: type) -> Any:
        twin = type(
            owner.__name__,
            (),
            {"__annotations__": owner.__annotations__, "__module__": owner.__module__, **self._given},
        )
        twin = dataclasses.dataclass(frozen=self._frozen)(twin)
        owner.__dataclass_params__ = twin.__dataclass_params__  # type: ignore[attr-defined]
        owner.__dataclass_fields__ = twin.__dataclass_fields__  # type: ignore[attr-defined]
        return owner.__dataclass_fields__  # type: ignore[attr-defined]


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _repr(shown: tuple[str, ...]) -> Callable[[Any], str]:
    def __repr__(self: Any) -> str:  # noqa: N807 # stands in a class
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


def _equal(get: Callable[[Any], Any]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: Any) -> bool:  # noqa: N807
        if other is self:
            return True
        return get(self) == get(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hashed(get: Callable[[Any], Any]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(get(self))

    return __hash__


def _nothing(_: object) -> tuple[()]:
    return ()


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _restore(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__match_args__, values, strict=True):
        object.__setattr__(self, name, value)
