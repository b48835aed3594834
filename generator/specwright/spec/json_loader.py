"""Stage load: JSON text → dicts, lists and scalars.

What comes in: a `Source`. What goes out: plain data, every object with distinct keys, every string valid Unicode, every
number finite. The standard library's C scanner reads; a second, slower pass over the tokens runs only when something is
wrong, to say what and where. (Counting keys behind a faster parser costs more than it saves: docs/decisions/0010.)
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from ..diagnostics import Related
from ..ir.origin import Origin
from .limits import Limits
from .source import Source

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_PAIR_ESCAPE = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..")


class _SuspectError(Exception):
    """The fast pass met something the slow pass must look at."""


def parse_json(source: Source, limits: Limits) -> Any:
    """The data in `source`.

    Raises `SpecwrightError`, located: broken JSON (also NaN and Infinity, which RFC 8259 does not know), a repeated
    key, half of a surrogate pair, a number out of range, a breached limit.
    """
    try:
        data = _fast(source.text, limits)
    except json.JSONDecodeError as error:
        raise source.error("Json/Syntax", f"not valid JSON: {error.msg}", error.pos) from None
    except (_SuspectError, RecursionError):
        _explain(source, limits)
    return data


def _fast(text: str, limits: Limits) -> Any:
    def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            raise _SuspectError
        return members

    def integer(digits: str) -> int:
        if len(digits) > limits.digits:
            raise _SuspectError
        return int(digits)

    def number(digits: str) -> float:
        value = float(digits)
        if len(digits) > limits.digits or math.isinf(value):
            raise _SuspectError
        return value

    def constant(_: str) -> NoReturn:
        raise _SuspectError

    data = json.loads(text, object_pairs_hook=distinct, parse_int=integer, parse_float=number, parse_constant=constant)
    _measure(data, limits)
    if _may_hold_half_pairs(text) and _SURROGATE.search(json.dumps(data, ensure_ascii=False)):
        raise _SuspectError
    return data


def _may_hold_half_pairs(text: str) -> bool:
    return (
        _SURROGATE_ESCAPE.search(text) is not None and _SURROGATE_ESCAPE.search(_PAIR_ESCAPE.sub("", text)) is not None
    )


def _measure(data: Any, limits: Limits) -> None:
    """Count nodes and levels; level by level, so that depth costs no recursion."""
    level = [data]
    nodes = depth = 0
    while level:
        nodes += len(level)
        level = [value for value in level if type(value) is dict or type(value) is list]
        depth += 1 if level else 0
        if nodes > limits.nodes or depth > limits.depth:
            raise _SuspectError
        level = [child for value in level for child in (value.values() if type(value) is dict else value)]


def _explain(source: Source, limits: Limits) -> NoReturn:
    """Read the tokens one by one and raise the first thing that is wrong."""
    open_keys: list[dict[str, int] | None] = []  # per open object its keys so far, per open list None
    nodes = 0
    key_comes = False
    for match in _TOKEN.finditer(source.text):
        token, at = match[0], match.start()
        if token in "}]":
            open_keys.pop()
        elif token == ",":
            key_comes = open_keys[-1] is not None
        elif token != ":":
            if token[0] == '"':
                text = _string(source, token, at)
                keys = open_keys[-1] if open_keys else None
                if key_comes and keys is not None:
                    _take_key(source, keys, text, at)
            elif token in "{[":
                if len(open_keys) >= limits.depth:
                    raise source.error("Limit/Depth", f"nested more than {limits.depth} levels deep", at)
                open_keys.append({} if token == "{" else None)
            else:
                _check_word(source, token, at, limits)
            nodes += 0 if key_comes and token[0] == '"' else 1
            key_comes = token == "{"
        if nodes > limits.nodes:
            raise source.error("Limit/Nodes", f"the document has more than {limits.nodes:,} nodes", at)
    raise source.error("Json/Syntax", "not valid JSON", 0)


def _string(source: Source, token: str, at: int) -> str:
    text: str = json.loads(token, strict=False)
    if _SURROGATE.search(text):
        hint = "Characters beyond U+FFFF are written as two escapes, \\ud83d\\ude00, or as themselves."
        raise source.error("Json/Surrogate", "half of a surrogate pair is not a character", at, hint=hint)
    return text


def _take_key(source: Source, keys: dict[str, int], key: str, at: int) -> None:
    if key in keys:
        first = source.position(keys[key])
        related = Related(f"{key!r} stands first here", Origin(source.file, ""), position=first)
        hint = "Keep one of the two."
        raise source.error("Document/DuplicateKey", f"the key {key!r} is repeated", at, hint=hint, related=(related,))
    keys[key] = at


def _check_word(source: Source, word: str, at: int, limits: Limits) -> None:
    if word in ("true", "false", "null"):
        return
    if word in ("NaN", "Infinity", "-Infinity"):
        raise source.error("Json/Syntax", f"not valid JSON: {word} is not a JSON number", at)
    if len(word) > limits.digits:
        raise source.error("Limit/Digits", f"a number of {len(word):,} digits; the limit is {limits.digits:,}", at)
    if math.isinf(float(word)):
        raise source.error("Number/OutOfRange", f"{word} is beyond the range of a double", at)
