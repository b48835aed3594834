"""The command as a process: how fast it starts, what it shows on a terminal, pipes, and the same bytes everywhere."""

from __future__ import annotations

import os
import pty
import re
import resource
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from specwright import __version__
from specwright.cli import main

from ..output.support import tree

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "specwright"]
HEAVY = ("jinja2", "yaml", "pydantic", "rich", "httpx", "orjson", "datamodel_code_generator", "importlib.metadata")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generator"))


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for words in ("generate", "init", "validate", "examples:", "exit codes:", "--check", " 70 "):
        assert words in text
    for command in ("generate", "init", "validate"):
        assert main([command, "--help"]) == 0
        text = capsys.readouterr().out
        assert "examples:" in text
        assert "exit codes:" in text


def test_help_starts_fast() -> None:
    script = "import sys; from specwright.cli import main; main(['--help']); print(*sys.modules)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not set(HEAVY) & set(done.stdout.splitlines()[-1].split())
    assert after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime < 0.15


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"specwright {__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f"{' '.join(COMMAND)} init openapi.yaml -o - | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr


def test_a_terminal_gets_a_bar_and_colours(folder: Path) -> None:
    controller, terminal = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}
    (folder / "openapi.yaml").write_text((folder / "openapi.yaml").read_text().replace("3.1.0", "4.0.0"))
    with subprocess.Popen(
        [*COMMAND, "generate", "-o", "out"], cwd=folder, env=environment, stdout=terminal, stderr=terminal
    ) as process:
        os.close(terminal)
        shown = b""
        while chunk := _read(controller):
            shown += chunk
    os.close(controller)
    assert process.returncode == 2
    assert "━".encode() in shown, "the bar"
    assert b"\x1b[1;31merror:\x1b[0m" in shown
    assert b"specwright: load" not in shown


def test_an_output_that_lacks_a_letter(folder: Path) -> None:
    (folder / "openapi.yaml").write_text((folder / "openapi.yaml").read_text().replace("/pets", "/dóża"))
    done = subprocess.run(
        [*COMMAND, "generate", "-o", "out"],
        cwd=folder,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.threat("a12")
def test_names_of_a_document_cannot_steer_the_terminal(folder: Path) -> None:
    text = (folder / "openapi.yaml").read_text().replace("/pets:", '"/\\e]0;pwned\\apets":')
    (folder / "openapi.yaml").write_text(text)
    done = subprocess.run([*COMMAND, "generate", "-v"], cwd=folder, capture_output=True, check=False)
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x07" not in done.stdout + done.stderr


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # EIO: the other end is closed
        return b""


ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "77", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "2"},
)


@pytest.mark.threat("d06")
def test_the_same_bytes_everywhere(folder: Path, tmp_path: Path) -> None:
    outputs = []
    for number, environment in enumerate(ENVIRONMENTS):
        there = tmp_path / f"place {number}"
        (there / "sub").mkdir(parents=True)
        (there / "openapi.yaml").write_bytes((folder / "openapi.yaml").read_bytes())
        where, spec = (there, "openapi.yaml") if number else (there / "sub", "../openapi.yaml")
        subprocess.run(
            [*COMMAND, "generate", spec, "-o", str(there / f"out{number}" / "deep"), "--quiet"],
            cwd=where,
            env=os.environ | environment,
            check=True,
        )
        outputs.append(tree(there / f"out{number}" / "deep"))
    assert outputs[0] == outputs[1]
    written = b"".join(outputs[0].values())
    assert str(tmp_path).encode() not in written
    assert not re.search(rb"20[2-9][0-9]-[01][0-9]-[0-3][0-9]T", written), "a time"
