"""Beside published SDKs, installed from the package index in scratch environments of their own: what importing, a small
call and decoding cost with the published package and with the one generated here for the same API.

Both run in the same environment, with the same httpx and pydantic. `published_program.py` is what runs there.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import SHARED, child, environment, specwright, version_of

ROUNDS = 7
_FUNDING = {
    "token": "f",
    "created": "2024-05-01T12:00:00Z",
    "last_four": "1111",
    "state": "ENABLED",
    "type": "DEPOSITORY_CHECKING",
    "nickname": None,
}
_CARD = {
    "token": "c",
    "account_token": "a",
    "card_program_token": "p",
    "created": "2024-05-01T12:00:00Z",
    "funding": _FUNDING,
    "last_four": "1234",
    "pin_status": "OK",
    "spend_limit": 1000,
    "spend_limit_duration": "ANNUALLY",
    "state": "OPEN",
    "type": "VIRTUAL",
    "memo": "m",
    "auth_rule_tokens": ["r"],
    "tags": {"a": "b"},
    "cardholder_currency": "USD",
}
_FILE = {
    "id": "f",
    "bytes": 120,
    "created_at": 1677610602,
    "expires_at": 1680202602,
    "filename": "salesOverview.pdf",
    "object": "file",
    "purpose": "assistants",
    "status": "processed",
}
_ZONE = {
    "id": "z",
    "account": {"id": "a", "name": "n"},
    "activated_on": "2014-01-02T00:01:00.12345Z",
    "created_on": "2014-01-01T05:20:00.12345Z",
    "modified_on": "2014-01-01T05:20:00.12345Z",
    "development_mode": 7200,
    "name": "example.com",
    "name_servers": ["a.example", "b.example"],
    "original_dnshost": "x",
    "original_name_servers": ["c.example"],
    "original_registrar": "r",
    "owner": {"id": "o", "name": "n", "type": "organization"},
    "meta": {"cdn_only": True, "dns_only": True},
    "plan": {"id": "p", "name": "n", "price": 10},
    "type": "full",
    "status": "active",
    "paused": False,
}


@dataclass(frozen=True)
class Peer:
    """A published SDK. `one` and `page` are calls of its client, and of ours; `spec` None: there is none to compare."""

    name: str
    cls: str
    option: str
    resource: str
    one: str
    page: str
    item: dict[str, Any]
    envelope: dict[str, Any]
    items: str
    spec: Path | None = None
    http: str = "httpx"
    """The HTTP library of the published package; ours is on httpx."""


_LITHIC = SHARED / "adopt" / "lithic-0.128.0" / "openapi.yml"
_OPENAI = SHARED / "specs" / "openai.yaml"
PEERS = (
    Peer(
        *("lithic", "Lithic", "api_key", "cards", "client.cards.retrieve('c')", "client.cards.list()"),
        *(_CARD, {"has_more": False}, "data", _LITHIC),
    ),
    Peer(
        *("openai", "OpenAI", "api_key", "files", "client.files.retrieve('f')", "client.files.list()"),
        *(_FILE, {"object": "list", "has_more": False}, "data", _OPENAI, "httpx2"),
    ),
    Peer(
        *("cloudflare", "Cloudflare", "api_token", "zones", "client.zones.get(zone_id='z')", "client.zones.list()"),
        *(_ZONE, {"success": True, "errors": [], "messages": [], "result_info": {"page": 1}}, "result"),
    ),
)


def main() -> None:
    print(
        "| SDK | import, over httpx + pydantic | memory, over them | one call, over raw httpx | 100 items, over "
        "json.loads | 1,000 items | an item in memory |\n" + "|---" * 7 + "|"
    )
    for peer in PEERS:
        with tempfile.TemporaryDirectory() as scratch:
            for line in _rows(peer, Path(scratch)):
                print(line, flush=True)


def _rows(peer: Peer, scratch: Path) -> list[str]:
    python = environment(scratch / "venv", peer.name, "httpx", "pydantic")
    if python is None:
        return [f"| {peer.name} cannot be installed here | | | | | | |"]
    rows = [_row(peer, f"published {peer.name} {version_of(python, peer.name)}", python, peer.name, None)]
    if peer.spec is not None and peer.spec.exists():
        package = f"{peer.name}_sdk"
        arguments = (peer.spec, "-o", scratch / "sdk", "--package-name", package, "--skip-unsupported", "--quiet")
        specwright("generate", *arguments, cache=scratch / "cache")
        rows.append(_row(peer, f"generated {peer.name}", python, package, scratch / "sdk" / "src"))
    return rows


def _row(peer: Peer, title: str, python: Path, module: str, path: Path | None) -> str:
    env = {"PYTHONPATH": str(path)} if path else {}
    http = "httpx" if path else peer.http
    use = f"import {module}; {module}.{peer.cls}({peer.option}='k').{peer.resource}"
    imported, memory = _importing(python, http, use, env)
    case = {
        "http": http,
        "module": module,
        "cls": peer.cls,
        "option": peer.option,
        "one": peer.one,
        "page": peer.page,
        "item": peer.item,
        "envelope": peer.envelope,
        "items": peer.items,
        "wrapped": peer.items == "result",
    }
    program = [str(python), str(Path(__file__).with_name("published_program.py")), json.dumps(case)]
    found = json.loads(subprocess.run(program, env=env, capture_output=True, text=True, check=True).stdout)
    return (
        f"| {title} | {imported:.2f}× | {memory:+.1f} MiB | {found['call']:.2f}× | {found['100']:.1f}× "
        f"| {found['1000']:.1f}× | {found['bytes']:,.0f} B |"
    )


def _importing(python: Path, http: str, use: str, env: dict[str, str]) -> tuple[float, float]:
    """CPU as a ratio and MiB of memory over the two libraries: medians of rounds in which the programs take turns."""
    ratios: list[float] = []
    more: list[float] = []
    for _ in range(ROUNDS + 1):
        bare, base, sdk = (
            child([str(python), "-c", code], env=env) for code in ("pass", f"import {http}, pydantic", use)
        )
        ratios.append((sdk.cpu - bare.cpu) / (base.cpu - bare.cpu))
        more.append(sdk.memory - base.memory)
    return statistics.median(ratios[1:]), statistics.median(more[1:])  # the first round compiles the bytecode
