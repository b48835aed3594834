"""What comparing two revisions of a large document costs: `specwright diff`, CPU seconds and peak memory."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

from measure import SHARED, specwright

SPEC = SHARED / "specs" / "github.json"
EVERY = 50
"""One schema of so many loses a property and gains another."""


def main() -> None:
    if not SPEC.exists():
        print("no github.json here")
        return
    document = json.loads(SPEC.read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        old, new, same = (Path(scratch, f"{name}.json") for name in ("old", "new", "same"))
        old.write_text(json.dumps(document, indent=2))
        same.write_text(json.dumps(document, indent=2))
        new.write_text(json.dumps(_changed(document), indent=2))
        size = old.stat().st_size / 1e6
        for what, other in (("nothing changed", same), (f"one schema of {EVERY} changed", new)):
            cost = specwright("diff", old, other, "--quiet", cache=Path(scratch, "cache"), fine=(0, 1))
            print(f"two of {size:.0f} MB, {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, {cost.memory:.0f} MiB")


def _changed(document: dict[str, Any]) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    for number, schema in enumerate(changed["components"]["schemas"].values()):
        properties = schema.get("properties")
        if properties and number % EVERY == 0:
            properties.pop(next(iter(properties)))
            properties["one_more"] = {"type": "string"}
    return changed
