"""One run of the tool: what it was asked for, what it has read and found, and what it has to say in the end.

What comes in: nothing; these are the nouns that the pipeline, the memory of the last run and the command line share.
Nothing heavy is imported here: a run that finds nothing to do must not wait for a template engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .diagnostics import Diagnostic, Diagnostics
from .values import dataclass

if TYPE_CHECKING:
    from .config import Config
    from .spec import Document

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a user decides on the command line. `config` None: everything is made from the document."""

    spec: Path
    config: Path | None = None
    package_name: str | None = None
    skip_unsupported: bool = False
    allow_remote: bool = False
    """Follow references to documents on other machines, of the public internet only."""
    thorough: bool = False
    """Have openapi-spec-validator look at the document as well; it takes longer than everything else together."""


@dataclass(slots=True)
class Run:
    """One run: what it has found and, as soon as a stage has given it, what it has read."""

    inputs: Inputs
    progress: Progress = lambda _: None
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    document: Document | None = None
    config: Config | None = None

    @property
    def known_config(self) -> Config:
        """The configuration, once it has been read."""
        if self.config is None:
            raise LookupError("the configuration has not been read yet")
        return self.config

    def sources(self) -> dict[str, bytes]:
        """The content of the files read so far, by the name they have in findings."""
        named = (file for file in (self.inputs.spec, self.inputs.config) if file is not None)
        found = {file.as_posix(): content for file in named if (content := read_if_there(file)) is not None}
        return found | dict(self.document.sources()) if self.document is not None else found


class KeyRow(NamedTuple):
    """A key of the configuration file: its dotted path, what became of it, and the line it stands in."""

    path: str
    usage: str
    line: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was made of an API, to tell in the end.

    `resources`: one line each. `keys`: the keys of the configuration file; () without one.
    """

    project: str
    package: str
    version: str
    resources: tuple[str, ...]
    operations: int
    types: int
    keys: tuple[KeyRow, ...]
    findings: tuple[Diagnostic, ...]


def read_if_there(file: Path) -> bytes | None:
    """The content of a file; None when it cannot be read."""
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        return None
