"""Where a node is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a node in its document.

    `file` is the path as the user gave it (or relative to the entry document for `$ref`ed files), `pointer` the JSON
    pointer (RFC 6901) inside it. Line and column are looked up only when a diagnostic is shown (`spec.SourceMap`):
    keeping them on every node of a 13 MB document costs more memory than the document itself.
    """

    file: str
    pointer: str

    def child(self, *tokens: str | int) -> Origin:
        """The place of a member: each token is one reference token of the pointer, escaped here."""
        escaped = (str(token).replace("~", "~0").replace("/", "~1") for token in tokens)
        return Origin(self.file, "/".join((self.pointer, *escaped)))
