"""Where a node is written."""

from __future__ import annotations

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a node in its document.

    `file` is the path as the user gave it (of a `$ref`ed file, the entry document's folder and the path from there),
    `pointer` the JSON pointer (RFC 6901) inside it. Line and column are looked up only when a diagnostic is shown
    (`spec.SourceMap`): keeping them on every node of a 13 MB document costs more memory than the document itself.
    """

    file: str
    pointer: str

    def child(self, *tokens: str | int) -> Origin:
        """The place of a member: each token is one reference token of the pointer, escaped here."""
        pointer = self.pointer
        for token in tokens:
            text = token if isinstance(token, str) else str(token)
            if "~" in text or "/" in text:
                text = text.replace("~", "~0").replace("/", "~1")
            pointer = f"{pointer}/{text}"
        return Origin(self.file, pointer)
