"""Makes a legal identifier of any word, before anybody asks whether it is free.

What comes in: a name in its owner's spelling and the casing. What goes out: an identifier for one position.
"""

from __future__ import annotations

from hashlib import blake2s

from .casing import Casing
from .conventions import KEYWORDS, MEMBER_RESERVED, MODULE_BYTES, PARAMETER_RESERVED, PARAMETER_RUNTIME


def class_name(text: str, casing: Casing) -> str:
    """PascalCase. A word that begins with a digit, or whose alphabet has no capitals, gets `Model` in front."""
    name = casing.pascal(text)
    return name if name[0].isupper() else f"Model{name}"


def module_name(text: str, casing: Casing, reserved: frozenset[str]) -> str:
    """A file name: `[a-z0-9_]` only, other letters by code point, bounded in length, importable by a statement."""
    word = casing.snake(text)
    name = word if word.isascii() else "".join(c if c.isascii() else f"u{ord(c):04x}" for c in word)
    if name[0].isdigit():
        name = f"model_{name}"
    return bounded(f"{name}_" if name in reserved else name)


def bounded(module: str) -> str:
    """A file name short enough for every file system; a digest of the whole keeps long ones apart."""
    if len(module) <= MODULE_BYTES:
        return module
    return f"{module[: MODULE_BYTES - 9].rstrip('_')}_{blake2s(module.encode()).hexdigest()[:8]}"


def member_name(text: str, casing: Casing, *, protected: bool = True) -> str:
    """A field of a model: `model_id` is `api_model_id`, where `protected` (pydantic's namespace) says so."""
    name = key_name(text, casing)
    if protected and name.startswith("model_"):
        return f"api_{name}"
    return f"{name}_" if name in MEMBER_RESERVED else name


def key_name(text: str, casing: Casing) -> str:
    """A key of a TypedDict; only Python's keywords cannot be one."""
    name = casing.snake(text)
    if name[0].isdigit():
        return f"field_{name}"
    return f"{name}_" if name in KEYWORDS else name


def parameter_name(text: str, casing: Casing, runtime: frozenset[str] = PARAMETER_RUNTIME) -> str:
    """An argument of a method that also takes the `runtime` options."""
    name = casing.snake(text)
    if name[0].isdigit():
        return f"param_{name}"
    if name in runtime:
        return f"api_{name}"
    return f"{name}_" if name in PARAMETER_RESERVED else name
