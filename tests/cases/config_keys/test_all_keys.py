"""Every key that does something has a test that shows it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from specwright.config.keys import ROOT
from specwright.config.ledger import Usage
from specwright.config.shape import Either, Entries, Key, Keys, Many, Shape

from .maker import tested

_OLDER_PLACES = ("client_settings.pagination.", "openapi.transformations.")
"""What stands below is what stands below the newer key."""


def used_keys(shape: Shape, path: str, inside: tuple[int, ...] = ()) -> Iterator[str]:
    """The paths of the keys that are used; `*` for names of the user's own, a resource inside of a resource once."""
    match shape:
        case Keys(_, keys) if id(shape) not in inside:
            for name, key in keys.items():
                yield from _used(name, key, path, (*inside, id(shape)))
        case Entries(value, known):
            for name, key in known.items():
                yield from _used(name, key, path, inside)
            yield from used_keys(value, f"{path}.*", inside)
        case Many(item):
            yield from used_keys(item, path, inside)
        case Either(shapes):
            for each in shapes:
                yield from used_keys(each, path, inside)
        case _:
            return


def _used(name: str, key: Key, path: str, inside: tuple[int, ...]) -> Iterator[str]:
    if key.usage is Usage.USED:
        own = f"{path}.{name}" if path else name
        yield own
        yield from used_keys(key.shape, own, inside)


def test_every_key_that_is_used_has_a_test() -> None:
    for module in Path(__file__).parent.glob("test_*.py"):
        importlib.import_module(f"{__package__}.{module.stem}")
    wanted = {path for path in used_keys(ROOT, "") if not path.startswith(_OLDER_PLACES)}
    assert sorted(wanted - tested) == []
    assert sorted(tested - wanted) == [], "these are no keys, or do nothing"
