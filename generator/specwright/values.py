"""`dataclass` and `Choice`, made for a program that starts often and makes hundreds of thousands of values.

What comes in and goes out: as with `dataclasses.dataclass`, which it is for type checkers. At run time two things
differ. `frozen` is enforced by checkers alone: an object whose attributes the interpreter guards costs three times as
much to make (0.92× for `generate` after a change). And `__repr__`, `__eq__` and `__hash__` are compiled when they are
first called, which most of the 350 classes never see in a run (0.85× for `validate`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any


class Choice(Enum):
    """An enumeration whose members are looked up and written often: those of `Enum` are hashed and shown by code that
    is written in Python and takes five times as long (0.6× for the digest of a field).
    """

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return self._name_


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, *, frozen: bool = False, eq: bool = True, slots: bool = False) -> Any:
        """A class decorator, with or without the options that are used here."""

        def made(cls: type) -> type:
            return _with_methods(dataclasses.dataclass(cls, repr=False, eq=False, slots=slots), frozen=frozen, eq=eq)

        return made if cls is None else made(cls)


def _with_methods(cls: type, *, frozen: bool, eq: bool) -> type:
    """The class with what its body does not define itself."""
    fields = dataclasses.fields(cls)
    compared, shown = [f.name for f in fields if f.compare], [f.name for f in fields if f.repr]
    form = f"{cls.__qualname__}({', '.join(f'{name}={{self.{name}!r}}' for name in shown)})"
    own, other = _values("self", compared), _values("other", compared)
    methods: dict[str, str | None] = {"__repr__": f"lambda self: f{form!r}"}
    if eq:
        same = f"{own} == {other} if other.__class__ is self.__class__ else NotImplemented"
        methods |= {
            "__eq__": f"lambda self, other: {same}",
            "__hash__": f"lambda self: hash({own})" if frozen else None,
        }
    for name, source in methods.items():
        if name not in vars(cls):
            setattr(cls, name, None if source is None else _later(cls, name, source))
    return cls


def _values(of: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _later(cls: type, name: str, source: str) -> Callable[..., Any]:
    """A method that is compiled when it is first called. Nothing but names of fields is in `source`."""

    def first(*given: object) -> Any:
        method = eval(source)
        setattr(cls, name, method)
        return method(*given)

    return first
