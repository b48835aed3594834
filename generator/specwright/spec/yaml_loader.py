"""Stage load: YAML text → dicts, lists and scalars.

What comes in: a `Source`. What goes out: the data a JSON reader would give for the same document. The builder works
on the events of PyYAML's C parser: building nodes first, as PyYAML's own loaders do, costs five times the time.

The rules are those of OpenAPI (section "Format": YAML 1.2, the JSON schema ruleset for tags, string keys), so the words
and numbers of YAML 1.1 (`no`, `on`, `010`, `1_000`, `12:30`, `2024-10-01`) stay strings. Tags and repeated keys are
refused.
"""

from __future__ import annotations

import math
import re
from typing import Any

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from ..diagnostics import Related, SpecwrightError
from ..ir.origin import Origin
from ..values import dataclass
from .limits import Limits
from .source import Source
from .yaml_events import HAS_C_PARSER, events, first_use, offset_of

# YAML 1.2 section 10.3.2 (core schema) without its octal, hexadecimal and not-a-number forms, which JSON cannot say,
# and without leading zeros: `007` and `0x1F` are identifiers somebody forgot to quote.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_SURROGATE = re.compile("[\ud800-\udfff]")

MERGE_KEY = "<<"


def parse_yaml(source: Source, limits: Limits) -> Any:
    """The data of the one YAML document in `source`.

    Raises `SpecwrightError`, located, for broken YAML, repeated keys, tags, a breached limit, or a second document.
    An empty file gives None. Values used through an alias are shared, not copied: the result must not be changed.
    """
    return _Builder(source, limits).build()


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read. `key` waits for its value; None where a key must come next."""

    value: dict[str, Any] | list[Any]
    start: Event | None
    first_node: int
    key: str | None = None
    merging: bool = False
    merged: set[str] | None = None
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What `*name` stands for: the value, its size in nodes and its height in levels (0 for a scalar)."""

    value: Any
    nodes: int
    height: int


class _Builder:
    """Builds one document from its events; the stack of open collections replaces recursion."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._nodes = 0
        self._root: list[Any] = []
        self._frame = _Frame(self._root, None, 0)
        self._open: list[_Frame] = []
        self._anchors: dict[str, _Anchor | None] = {}  # None: still open
        self._scalars: dict[str, Any] = dict(_WORDS)
        self._keys: dict[str, str] = {}

    def build(self) -> Any:
        documents = 0
        for event in events(self._source):
            kind = type(event)
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close()
            elif isinstance(event, CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._refuse(
                        "Yaml/ManyDocuments", "a second YAML document begins here; one is expected", event
                    )
        return self._root[0] if self._root else None

    def _scalar(self, event: ScalarEvent) -> None:
        self._count(1, event)
        if event.tag is not None:
            raise self._tagged(event.tag, event)
        text = event.value
        frame = self._frame
        if frame.key is None and type(frame.value) is dict:
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchor(text, 1, 0)
            self._take_key(frame, text, event)
            return
        value: Any = text
        if event.implicit[0]:  # a plain scalar; quoted and block ones are strings as they stand
            try:
                value = self._scalars[text]
            except KeyError:
                value = self._scalars[text] = self._plain(text, event)
        elif not HAS_C_PARSER and event.style == '"' and _SURROGATE.search(text):
            raise self._refuse("Yaml/Syntax", "half of a surrogate pair is not a character", event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(value, 1, 0)
        self._put(frame, value, event)

    def _plain(self, text: str, event: Event) -> Any:
        if text[0] not in _NUMBER_STARTS:
            return text
        whole = _INTEGER.match(text) is not None
        if not whole and _FLOAT.match(text) is None:
            return text
        if len(text) > self._limits.digits:
            message = f"a number of {len(text):,} digits; the limit is {self._limits.digits:,}"
            raise self._refuse("Limit/Digits", message, event)
        number = int(text) if whole else float(text)
        if math.isinf(number):
            raise self._refuse("Number/OutOfRange", f"{text} is beyond the range of a double", event)
        return number

    def _take_key(self, frame: _Frame, text: str, event: ScalarEvent) -> None:
        if text == MERGE_KEY and event.implicit[0]:
            frame.merging = True
            frame.key = text
            return
        if text in frame.value:
            if frame.merged is None or text not in frame.merged:
                raise self._duplicate(frame, text, event)
            frame.merged.discard(text)
        frame.key = self._keys.setdefault(text, text)

    def _put(self, frame: _Frame, value: Any, event: Event) -> None:
        target = frame.value
        if isinstance(target, list):
            target.append(value)
        elif frame.merging:
            self._merge(frame, target, value, event)
        elif frame.key is not None:
            target[frame.key] = value
            frame.key = None
        else:
            raise self._refuse("Yaml/Key", "a key must be a string; found a mapping, a list or an alias", event)

    def _merge(self, frame: _Frame, target: dict[str, Any], value: Any, event: Event) -> None:
        """`<<: *base`: what the base has and the mapping does not set itself; of several bases the first wins."""
        frame.merging = False
        frame.key = None
        for base in value if isinstance(value, list) else [value]:
            if not isinstance(base, dict):
                message = "the value of a merge key '<<' must be a mapping or a list of mappings"
                raise self._refuse("Yaml/Merge", message, event)
            added = base.keys() - target.keys()
            target.update((name, member) for name, member in base.items() if name in added)
            frame.merged = added if frame.merged is None else frame.merged | added

    def _begin(self, event: CollectionStartEvent) -> None:
        self._count(1, event)
        if event.tag is not None:
            raise self._tagged(event.tag, event)
        frame = self._frame
        if frame.key is None and type(frame.value) is dict:
            raise self._refuse("Yaml/Key", "a key must be a string; found a mapping or a list", event)
        if len(self._open) >= self._limits.depth:
            raise self._too_deep(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._open.append(frame)
        self._frame = _Frame({} if isinstance(event, MappingStartEvent) else [], event, self._nodes)

    def _close(self) -> None:
        done = self._frame
        start = done.start
        self._frame = parent = self._open.pop()
        parent.height = max(parent.height, done.height + 1)
        if isinstance(start, NodeEvent):
            if start.anchor is not None:
                self._anchors[start.anchor] = _Anchor(done.value, self._nodes - done.first_node + 1, done.height)
            self._put(parent, done.value, start)

    def _alias(self, event: AliasEvent) -> None:
        name = event.anchor or ""
        if name not in self._anchors:
            raise self._refuse("Yaml/Alias", f"*{name} refers to an anchor that is not defined before it", event)
        anchor = self._anchors[name]
        if anchor is None:
            raise self._refuse("Yaml/Alias", f"*{name} stands inside what it refers to: it would contain itself", event)
        self._count(anchor.nodes, event)
        if len(self._open) + anchor.height > self._limits.depth:
            raise self._too_deep(event)
        frame = self._frame
        frame.height = max(frame.height, anchor.height + 1)
        self._put(frame, anchor.value, event)

    def _count(self, nodes: int, event: Event) -> None:
        self._nodes += nodes
        if self._nodes > self._limits.nodes:
            message = f"the document has more than {self._limits.nodes:,} nodes, counting every use of an alias"
            raise self._refuse("Limit/Nodes", message, event)

    def _too_deep(self, event: Event) -> SpecwrightError:
        return self._refuse("Limit/Depth", f"nested more than {self._limits.depth} levels deep", event)

    def _tagged(self, tag: str, event: Event) -> SpecwrightError:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        hint = "OpenAPI documents hold only what JSON can say: remove the tag, and quote the value if it is a string."
        return self._refuse("Yaml/Tag", f"the YAML tag {shown} is not allowed", event, hint)

    def _duplicate(self, frame: _Frame, key: str, event: Event) -> SpecwrightError:
        start = offset_of(frame.start) if frame.start is not None else 0
        first = self._source.position(first_use(self._source, start, key))
        related = Related(f"{key!r} stands first here", Origin(self._source.file, ""), position=first)
        hint = "Keep one of the two."
        return self._source.error(
            "Document/DuplicateKey", f"the key {key!r} is repeated", offset_of(event), hint=hint, related=(related,)
        )

    def _refuse(self, rule: str, message: str, event: Event, hint: str | None = None) -> SpecwrightError:
        return self._source.error(rule, message, offset_of(event), hint=hint)
