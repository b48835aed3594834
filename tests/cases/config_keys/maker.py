"""What the tests of configuration keys share: a package made from `openapi.yaml` and a few lines of configuration, and
the list of keys that have a test.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from specwright.cli import main as specwright

from ..harness import Caller, Case, RawServer

SPEC = Path(__file__).with_name("openapi.yaml")
_START = "organization: {name: acme}\n"

F = TypeVar("F", bound=Callable[..., None])

tested: set[str] = set()
"""The keys that a test claims to show the effect of."""


def key(*paths: str) -> Callable[[F], F]:
    """The test shows what these keys do. `*` stands for a name of the user's own."""

    def claim(test: F) -> F:
        tested.update(paths)
        return test

    return claim


_made: dict[str, Case] = {}


@dataclass(frozen=True)
class Maker:
    """Makes packages below `work`, the same one for the same configuration and document."""

    work: Path
    server: RawServer
    is_async: bool

    def __call__(self, config: str, *, spec: Callable[[str], str] = str) -> Caller:
        """The SDK of `config`; the organisation's name is added where it is missing. `spec` changes the document."""
        return Caller(self.case(config, spec=spec), self.server, self.is_async)

    def case(self, config: str, *, spec: Callable[[str], str] = str) -> Case:
        text = config if "organization:" in config else _START + config
        document = spec(SPEC.read_text(encoding="utf-8"))
        digest = hashlib.sha256(f"{text}\0{document}".encode()).hexdigest()[:12]
        if digest not in _made:
            _made[digest] = self._build(f"keys_{digest}", text, document)
        return _made[digest]

    def _build(self, name: str, config: str, document: str) -> Case:
        folder = self.work / name
        folder.mkdir()
        (folder / "openapi.yaml").write_text(document, encoding="utf-8")
        (folder / "stainless.yml").write_text(config, encoding="utf-8")
        sdk = folder / "sdk"
        arguments = ["generate", str(folder / "openapi.yaml"), "--config", str(folder / "stainless.yml")]
        status = specwright([*arguments, "-o", str(sdk), "--quiet", "--package-name", name])
        assert status == 0, f"specwright exited with {status}"
        sys.path.insert(0, str(sdk / "src"))
        try:
            return Case(folder, sdk, importlib.import_module(name))
        finally:
            sys.path.remove(str(sdk / "src"))
