"""The files of the distribution as parts: each says how it is made and, if that can be told cheaply, from what.

A part with a key is made from what the key was made of and from nothing else: where the last run finished a text of the
same key, that text is taken, formatted and gated as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b

from ...values import dataclass
from .environment import render


@dataclass(frozen=True, slots=True)
class Part:
    """A file to be made. `key` None: what it is made of is the whole API. `ours`: nothing of the document is in it but
    names that were chosen, so that there is nothing for the gate to look at.
    """

    path: str
    make: Callable[[], str]
    key: str | None = None
    ours: bool = False


def from_template(path: str, template: str, view: Callable[[], object], key: str | None = None) -> Part:
    """A file that `template` shows; `view` is called when the file is made."""
    return Part(path, partial(_rendered, template, view), key)


def from_text(path: str, text: str, *, ours: bool = False) -> Part:
    """A file that is there already, but for its formatting."""
    return Part(path, partial(str, text), key_of("text", text), ours)


def _rendered(template: str, view: Callable[[], object]) -> str:
    return render(template, view=view())


def key_of(*things: object) -> str:
    """The key of something made from `things`: a digest of how Python writes them.

    Only values that are written whole and always alike may be in them: no sets, whose order changes.
    """
    return blake2b(repr(things).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def finished_before(parts: Mapping[str, Part], last: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """By path, the texts of those `parts` that the last run has finished; `last` are its keys and texts."""
    known = ((path, last.get(path)) for path in parts)
    return {path: keyed[1] for path, keyed in known if keyed is not None and keyed[0] == parts[path].key}
