"""`python -m tests.hostile FOLDER`: write the hostile corpus to a folder, for looking at or for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

from .corpus import corpus


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    cases = corpus()
    for case in cases:
        (folder / case.name).mkdir(parents=True, exist_ok=True)
        for name, content in case.files.items():
            (folder / case.name / name).write_bytes(content)
        if case.config is not None:
            (folder / case.name / "specwright.yml").write_text(case.config, encoding="utf-8")
    print(f"{len(cases)} documents in {folder}")
    return 0


raise SystemExit(main())
