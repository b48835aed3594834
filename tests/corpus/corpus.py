"""Which documents the corpus has: those of `../shared`, or of the folder `SPECWRIGHT_CORPUS` names, and our own.

What comes in: words from the command line. What goes out: `Spec`s, the cheapest to check first.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).parent / "documents"
SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True, slots=True)
class Spec:
    """One document. `name` is what tables and command lines call it."""

    name: str
    path: Path


def own_specs() -> list[Spec]:
    """The documents in this repository: a few corners of OpenAPI each."""
    return [Spec(path.stem, path) for path in sorted(OWN.glob("*.yaml"))]


def shared_specs() -> list[Spec]:
    """Public APIs. They are not part of the project: the list is empty where the folder is not there."""
    folder = os.environ.get("SPECWRIGHT_CORPUS")
    specs = Path(folder) if folder else SHARED / "specs"
    found = [Spec(path.stem, path) for path in specs.glob("*") if path.suffix in (".json", ".yaml", ".yml")]
    found += [Spec(path.parent.name, path) for path in specs.parent.glob("adopt/*/openapi.yml")]
    return sorted(found, key=lambda spec: spec.path.stat().st_size)


def chosen(words: Iterable[str]) -> list[Spec]:
    """The specs whose name has one of the words in it, or that are named by path; all when there are no words.

    Raises LookupError for a word that names none.
    """
    everything = [*own_specs(), *shared_specs()]
    picked: dict[Path, Spec] = {}
    given = list(words)
    for word in given:
        path = Path(word)
        found = [Spec(path.stem, path)] if path.is_file() else [spec for spec in everything if word in spec.name]
        if not found:
            raise LookupError(f"no document is called {word}; there are: {', '.join(s.name for s in everything)}")
        picked |= {spec.path: spec for spec in found}
    return list(picked.values()) if given else everything
