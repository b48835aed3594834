"""The plan: what writing would do to an output folder, decided before anything is touched.

What comes in: the generated files and the folder as it is. What goes out: one entry per file. A file is ours when the
manifest names it; everything else in the folder belongs to somebody and is neither read nor touched, unless a generated
file would have to stand at its place: that is a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum
from pathlib import Path

from ..values import dataclass
from .manifest import Manifest, read_manifest
from .merge import Prefer, has_markers, merge
from .paths import BlockedPathError, Disk, check_paths, check_target, digest, same_text
from .pristine import Member, Pristine


class Action(Enum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    SAME = "same"
    """Stands there already."""
    MERGE = "merge"
    """Edited by hand and generated differently: both changes are carried together."""
    KEEP = "keep"
    """Edited by hand, generated as before: stays as it is."""
    MARK = "mark"
    """Edited by hand and generated differently in the same lines: written with both sides between markers."""
    RELEASE = "release"
    """Edited by hand and no longer generated: stays, and is the user's from now on."""
    CONFLICT = "conflict"
    """Cannot be written; as long as there is one, nothing is."""


CHANGES = frozenset({Action.CREATE, Action.UPDATE, Action.DELETE, Action.MERGE, Action.MARK})
"""The actions that change a file."""


class Resolve(Enum):
    """What to do with a file that was edited by hand where the generator has changed it as well."""

    MARK = "mark"
    OURS = "ours"
    """Keep the edit."""
    THEIRS = "theirs"
    """Take the generated lines."""
    FORCE = "force"
    """Take the generated file as a whole, whatever stands there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. `content` is what is to be written (None: nothing), `before` what was found (None: no file).

    `reason` says why, in half a sentence. `lines`: where markers were put, counted from 1. `settled` is False when
    somebody has to look at the file.
    """

    path: str
    action: Action
    content: bytes | None = None
    before: bytes | None = None
    reason: str | None = None
    lines: tuple[int, ...] = ()
    settled: bool = True


@dataclass(frozen=True, slots=True)
class WritePlan:
    """`manifest` describes the folder once `entries` are applied; `texts` are the pristine ones, None: kept already.
    `last`: those of the last run that are packed already.
    """

    target: Path
    entries: tuple[Entry, ...]
    manifest: Manifest
    manifest_before: Manifest | None
    texts: Mapping[str, bytes] | None = field(repr=False)
    last: Mapping[str, Member] = field(default_factory=dict, repr=False)

    def having(self, *actions: Action) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.action in actions)

    @property
    def conflicts(self) -> tuple[Entry, ...]:
        """The entries because of which nothing can be written."""
        return self.having(Action.CONFLICT)

    @property
    def unsettled(self) -> tuple[Entry, ...]:
        """The entries that somebody has to look at, `conflicts` among them."""
        return tuple(entry for entry in self.entries if not entry.settled)

    @property
    def out_of_date(self) -> tuple[Entry, ...]:
        """The entries whose file is not what would be generated now."""
        return self.having(*CHANGES, Action.RELEASE, Action.CONFLICT)

    @property
    def is_current(self) -> bool:
        """Whether applying the plan would change nothing at all, the bookkeeping included."""
        return not self.out_of_date and self.manifest == self.manifest_before and self.texts is None


def plan(
    files: Mapping[str, str | bytes],
    target: Path,
    *,
    written_once: Sequence[str] = (),
    resolve: Resolve = Resolve.MARK,
    last: Mapping[str, Member] | None = None,
) -> WritePlan:
    """Compare generated files with a folder.

    `files`: relative POSIX path to text (written as UTF-8) or bytes. `written_once`: folders, with a `/` at the end,
    whose files are created the first time and then never looked at again. `last`: texts of the last run, packed.
    Nothing is written. Raises OutputError when the target or a path is not acceptable, or the manifest is unreadable.
    """
    check_target(target)
    check_paths(files)
    contents = {path: _encode(files[path]) for path in sorted(files)}
    known = read_manifest(target)
    planner = _Planner(target, known or Manifest(), tuple(written_once), resolve)
    entries = [planner.generated(path, content) for path, content in contents.items()]
    entries += [planner.gone(path) for path in sorted(planner.known.keys() - contents.keys())]
    manifest = Manifest({path: digest(content) for path, content in contents.items()} | planner.still_ours())
    kept = known is not None and known.files == manifest.files and planner.pristine.exists
    texts = {path: contents[path] for path, text in files.items() if isinstance(text, str)}
    return WritePlan(target, tuple(entries), manifest, known, None if kept else texts, last or {})


def unchanged(target: Path, written_once: Sequence[str] = ()) -> WritePlan | None:
    """The plan of a run that generates what the last one did, made from the manifest alone; None if it would write."""
    known = read_manifest(target)
    planner = _Planner(target, known or Manifest(), tuple(written_once), Resolve.MARK)
    entries = tuple(planner.as_before(path) for path in sorted(planner.known))
    if known is None or None in entries or not planner.pristine.exists:
        return None
    return WritePlan(target, tuple(entry for entry in entries if entry is not None), known, known, None)


def _encode(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


class _Planner:
    def __init__(self, target: Path, manifest: Manifest, written_once: tuple[str, ...], resolve: Resolve) -> None:
        self.known = manifest.files
        self.pristine = Pristine(target)
        self._disk = Disk(target)
        self._written_once = written_once
        self._resolve = resolve

    def generated(self, path: str, new: bytes) -> Entry:
        """What to do with a file that is generated."""
        if self._is_written_once(path) and path in self.known:
            return Entry(path, Action.SAME)
        try:
            old = self._disk.read(path)
        except BlockedPathError as error:
            return _conflict(path, str(error))
        if old is None:
            return Entry(path, Action.CREATE, new)
        if same_text(old, new) or self._is_written_once(path):
            return Entry(path, Action.SAME)
        if self.known.get(path) == digest(old) or self._resolve is Resolve.FORCE:
            return Entry(path, Action.UPDATE, new, old)
        if path not in self.known:
            return _conflict(path, "a file that specwright did not write stands there", old)
        return self._edited(path, old, new)

    def as_before(self, path: str) -> Entry | None:
        """A file that would be generated as it was: the same, or edited by hand; None if it has to be written."""
        if self._is_written_once(path):
            return Entry(path, Action.SAME)
        try:
            old = self._disk.read(path)
        except BlockedPathError:
            return None
        if old is None:
            return None
        if digest(old) == self.known[path]:
            return Entry(path, Action.SAME)
        mine = _decode(old)
        return Entry(path, Action.KEEP, None, old, _EDITED) if mine is None or not has_markers(mine) else None

    def gone(self, path: str) -> Entry:
        """What to do with a file of ours that is no longer generated."""
        if self._is_written_once(path):
            return Entry(path, Action.SAME)
        try:
            old = self._disk.read(path)
        except BlockedPathError:
            old = None
        if old is None:
            return Entry(path, Action.SAME)
        if self.known[path] == digest(old) or self._resolve in {Resolve.FORCE, Resolve.THEIRS}:
            return Entry(path, Action.DELETE, before=old)
        settled = self._resolve is Resolve.OURS
        return Entry(path, Action.RELEASE, None, old, "edited by hand and no longer generated: yours now", (), settled)

    def still_ours(self) -> dict[str, str]:
        """The files written once stay in the manifest, so that one that its owner removes is not put back."""
        return {path: known for path, known in self.known.items() if self._is_written_once(path)}

    def _edited(self, path: str, old: bytes, new: bytes) -> Entry:
        """What to do with a file of ours that was edited by hand and differs from what is generated now."""
        known = self.known[path]
        mine = _decode(old)
        if mine is not None and has_markers(mine):
            return _conflict(path, "holds the markers of an earlier conflict: settle it first", old)
        if digest(new) == known:
            return Entry(path, Action.KEEP, None, old, _EDITED)
        base = self.pristine.text(path, known)
        if base is None:
            return _conflict(path, "edited by hand, and the text it was generated with is lost: no merge", old)
        texts = (base.decode(), mine, _decode(new))
        if texts[1] is None or texts[2] is None:
            return _conflict(path, "edited by hand, and not text: no merge", old)
        return self._merged(path, old, (texts[0], texts[1], texts[2]))

    def _merged(self, path: str, old: bytes, texts: tuple[str, str, str]) -> Entry:
        base, mine, theirs = (text.replace("\r\n", "\n") for text in texts)
        merged = merge(base, mine, theirs, _PREFER.get(self._resolve, Prefer.NEITHER))
        text = merged.text.replace("\n", "\r\n") if b"\r\n" in old else merged.text
        content = text.encode()
        if content == old:
            return Entry(path, Action.KEEP, None, old, _EDITED)
        if merged.conflicts:
            reason = "edited by hand and generated differently in the same lines"
            return Entry(path, Action.MARK, content, old, reason, merged.conflicts, settled=False)
        return Entry(path, Action.MERGE, content, old, "edited by hand; the edits are kept")

    def _is_written_once(self, path: str) -> bool:
        return path.startswith(self._written_once)


_EDITED = "edited by hand"
_PREFER = {Resolve.OURS: Prefer.MINE, Resolve.THEIRS: Prefer.THEIRS}


def _decode(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _conflict(path: str, reason: str, before: bytes | None = None) -> Entry:
    return Entry(path, Action.CONFLICT, None, before, reason, (), settled=False)
