"""What `import cadenya`, a client and its first resource cost, over `import httpx, pydantic`, in fresh interpreters."""

from __future__ import annotations

from measure import SDK, python

USE = "import cadenya; client = cadenya.Cadenya(api_key='k'); client.workspace_secrets"


def main() -> None:
    python(USE, path=SDK, repeat=1)  # compiles the bytecode
    bare = python("pass")
    base = python("import httpx, pydantic", path=SDK)
    sdk = python(USE, path=SDK)
    ratio = (sdk.cpu - bare.cpu) / (base.cpu - bare.cpu)
    print(f"httpx + pydantic: {1000 * (base.cpu - bare.cpu):.0f} ms CPU; SDK: {1000 * (sdk.cpu - bare.cpu):.0f} ms CPU")
    print(f"ratio {ratio:.2f}; memory {sdk.memory - base.memory:+.1f} MiB")
