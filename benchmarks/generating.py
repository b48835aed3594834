"""What generating costs: CPU seconds and peak memory of `specwright generate` on specs of all sizes, cold."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import ROOT, SHARED, child

SPECS = ("petstore.yaml", "museum.yaml", "box.json", "openai.yaml", "digitalocean.yaml", "github.json")


def main() -> None:
    specs = [ROOT / "spec" / "openapi.yaml", *(SHARED / "specs" / name for name in SPECS)]
    print("| spec | CPU s | wall s | peak MiB |\n|---|---|---|---|")
    for spec in specs:
        if not spec.exists():
            continue
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "specwright", "generate", str(spec), "-o", f"{folder}/sdk", "--quiet"]
            cost = child(command)
        name = "cadenya" if Path(spec).parent.name == "spec" else spec.name
        print(f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |")
