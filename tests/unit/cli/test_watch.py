"""`generate --watch`: a process that generates after every change, and goes on after mistakes."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import CONFIG, SPEC

PET = "out/src/pets/types/pet.py"
SPLIT = SPEC.replace('items: {$ref: "#/components/schemas/Pet"}', 'items: {$ref: "./parts/pet.yaml"}')
PART = "type: object\nproperties:\n  colour: {type: string}\n"


class Watcher:
    """A running `specwright generate --watch`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "specwright", "generate", "--watch", "-o", "out"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def until_watching(self) -> str:
        """What was said up to the next "watching"."""
        said = ""
        while "specwright: watching " not in said:
            said += self._lines.get(timeout=60)
        return said

    def change(self, name: str, text: str) -> str:
        """Replace a file as editors do, and give what was said about it."""
        draft = self.folder / f"{name}~"
        draft.parent.mkdir(exist_ok=True)
        draft.write_text(text)
        draft.replace(self.folder / name)
        return self.until_watching()

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def watcher(folder: Path) -> Iterator[Watcher]:
    (folder / "specwright.yml").write_text(CONFIG)
    running = Watcher(folder)
    try:
        running.until_watching()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()


def test_changes_of_every_input_are_seen_and_mistakes_survived(watcher: Watcher) -> None:
    assert "name: Optional[str]" in watcher.text(PET)
    started = time.monotonic()
    watcher.change("openapi.yaml", SPEC.replace("name: {type: string}", "name: {type: integer}"))
    assert "name: Optional[int]" in watcher.text(PET)
    assert time.monotonic() - started < 10, "a second run is fast (an upper bound for machines under load)"

    said = watcher.change("openapi.yaml", "openapi: 3.1.0\npaths: {")
    assert "openapi.yaml:" in said
    assert "error:" in said
    assert "Traceback" not in said
    assert "name: Optional[int]" in watcher.text(PET), "the output stays"

    said = watcher.change("openapi.yaml", SPLIT)
    assert "there is no file parts/pet.yaml" in said
    said = watcher.change("parts/pet.yaml", PART)
    assert "error:" not in said
    said = watcher.change("parts/pet.yaml", "[")
    assert "parts/pet.yaml:" in said
    said = watcher.change("parts/pet.yaml", PART.replace("colour", "shade"))
    assert "error:" not in said
    assert any("shade" in file.read_text() for file in (watcher.folder / "out" / "src").rglob("*.py"))

    watcher.change("specwright.yml", CONFIG.replace("list: get", "find_all: get"))
    assert "def find_all(" in watcher.text("out/src/pets/resources/pets.py")
    (watcher.folder / "specwright.yml").unlink()
    watcher.until_watching()
    assert "def find_all(" not in watcher.text("out/src/pets/resources/pets.py")
    assert watcher.stop() == 0


def test_nothing_happens_without_a_change(watcher: Watcher) -> None:
    before = (watcher.folder / "out").stat().st_mtime_ns
    with pytest.raises(queue.Empty):
        watcher._lines.get(timeout=1.5)
    assert (watcher.folder / "out").stat().st_mtime_ns == before
    assert watcher.stop() == 0
    remaining = []
    while not watcher._lines.empty():
        remaining.append(watcher._lines.get())
    assert "Traceback" not in "".join(remaining)
