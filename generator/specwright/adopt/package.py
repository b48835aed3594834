"""Finding and opening a published package: a checkout, a source distribution, a wheel, or an installed package.

What comes in: a path or the name of an installed package. What goes out: a folder with the distribution's files, as
`Package`. Archives are unpacked into a folder that the caller deletes; nothing in them is run.
"""

from __future__ import annotations

import ast
import tarfile
import zipfile
import zlib
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from ..diagnostics import SpecwrightError, fail
from ..surface.read import find_package
from ..values import dataclass
from .found import Source

_MAX_BYTES = 500_000_000
_UNREADABLE = (OSError, EOFError, ValueError, RuntimeError, zlib.error, tarfile.TarError, zipfile.BadZipFile)
_MAX_FILES = 50_000


@dataclass(frozen=True)
class Package:
    """`root` is the distribution's folder (where pyproject.toml and api.md are, if any), `folder` the package's own."""

    root: Path
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    def source(self, path: str) -> Source | None:
        """A module of the package, parsed; None when there is none, or it is no Python."""
        return self._parsed(self.folder / path)

    def module(self, dotted: str) -> Source | None:
        """The module with this path below the package: `resources.cards`; a package goes before a file."""
        path = dotted.replace(".", "/")
        return self.source(f"{path}/__init__.py" if path else "__init__.py") or self.source(f"{path}.py")

    def _parsed(self, file: Path) -> Source | None:
        if file not in self._cache:
            self._cache[file] = self._parse(file)
        return self._cache[file]

    def _parse(self, file: Path) -> Source | None:
        try:
            tree = ast.parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError):
            return None
        base = self.root if file.is_relative_to(self.root) else self.folder.parent
        return Source(file.relative_to(base).as_posix(), tree, file)

    def is_by_hand(self, file: Path) -> bool:
        """Whether a file of `resources/` or `types/` lacks the line that the generator puts at the top of others."""
        return file.relative_to(self.folder).parts[0] in self._marked and not _has_mark(file)

    @cached_property
    def _marked(self) -> frozenset[str]:
        """The folders in which most files have that line."""
        files = {name: [*(self.folder / name).rglob("*.py")] for name in ("resources", "types")}
        return frozenset(name for name, found in files.items() if sum(map(_has_mark, found)) * 2 >= len(found) > 0)

    @cached_property
    def _cache(self) -> dict[Path, Source | None]:
        return {}

    def text(self, name: str) -> str | None:
        """A file beside the package (`api.md`); None when there is none."""
        try:
            return (self.root / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None


def _has_mark(file: Path) -> bool:
    """Whether a comment at the top, which may begin with the owner's own header, says that the file was generated."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        top = takewhile(lambda line: line.startswith("#") or not line.strip(), opened)
        return any("generated" in line.lower() for line in top)


def open_package(what: str, scratch: Path) -> Package:
    """The package at a path, or installed under a name. Raises SpecwrightError when there is none."""
    path = Path(what)
    if path.is_file():
        path = _unpacked(path, scratch)
    try:
        folder = find_package(str(path) if path.is_dir() else what)
    except SpecwrightError as error:
        if path.is_relative_to(scratch):
            raise fail("Adopt/Archive", f"{what} holds no Python package (no folder with __init__.py)") from error
        raise
    root = folder.parent
    if root.name == "src":
        root = root.parent
    if path.is_dir() and (path / "__init__.py").is_file() and not (root / "pyproject.toml").is_file():
        root = folder.parent
    return Package(root, folder)


def _unpacked(archive: Path, scratch: Path) -> Path:
    """The folder an archive holds. Paths that lead out of it are refused, and so is what is absurdly large."""
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as wheel:
                _check_size(archive, [entry.file_size for entry in wheel.infolist()])
                wheel.extractall(scratch)
        else:
            with tarfile.open(archive) as sdist:
                _check_size(archive, [entry.size for entry in sdist])
                sdist.extractall(scratch, filter="data")
    except _UNREADABLE as error:
        raise fail("Adopt/Archive", f"{archive} is no readable source distribution or wheel: {error}") from error
    folders = [folder for folder in scratch.iterdir() if folder.is_dir()]
    single = len(folders) == 1 and not (folders[0] / "__init__.py").is_file()
    return folders[0] if single else scratch


def _check_size(archive: Path, sizes: list[int]) -> None:
    if len(sizes) > _MAX_FILES or sum(sizes) > _MAX_BYTES:
        much = f"{len(sizes):,} files, {sum(sizes) // 2**20:,} MiB"
        raise fail("Adopt/Archive", f"{archive} unpacks to more than any SDK: {much}")
