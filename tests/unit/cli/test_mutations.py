"""Documents with a random mistake or two in them: refused or generated, never an exception inside."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import SPEC, Cli

ROOT = Path(__file__).parents[3]
DOCUMENTS = (SPEC, (ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8"))
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "class", "self", '😀\n"""', [], {}, [None], [{}], {"a": None}),
    *({"$ref": "#"}, {"$ref": "#/nope"}, {"$ref": 5}, {"type": ["string", "null"]}, {"type": "object"}),
    *({"oneOf": []}, {"allOf": [{}]}, {"enum": []}, {"enum": [None, 1, "a", {}]}, "#/components/schemas/Pet"),
)
KEYS = ("x y", "", "$ref", "type", "class", "__init__", "a/b", "é")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every node but the root."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*path, key)
        yield from places(member, (*path, key))


def mutate(document: Any, random_: random.Random) -> None:
    """Replace, remove, rename or copy one node, in place."""
    *way, last = random_.choice(list(places(document)))
    parent = document
    for key in way:
        parent = parent[key]
    match random_.randrange(4):
        case 0 if isinstance(parent, dict):
            parent[random_.choice(KEYS)] = parent.pop(last)
        case 1:
            del parent[last]
        case 2:
            other: Any = document
            for key in random_.choice(list(places(document))):
                other = other[key]
            parent[last] = copy.deepcopy(other)
        case _:
            parent[last] = copy.deepcopy(random_.choice(VALUES))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.threat("a21")
def test_a_mistake_is_never_an_exception_inside(cli: Cli, folder: Path, seed: int) -> None:
    random_ = random.Random(seed)
    document = yaml.safe_load(DOCUMENTS[seed % len(DOCUMENTS)])
    for _ in range(1 + seed % 2):
        mutate(document, random_)
    (folder / "openapi.yaml").unlink()
    (folder / "openapi.json").write_text(json.dumps(document))
    arguments = ["generate", "-o", "out", *(["--skip-unsupported"] if seed % 3 else [])]
    result = cli(*arguments)
    assert result.code in {0, 2}, result.err
    assert (folder / "out").exists() is (result.code == 0)
    assert (": error:" in result.err) is (result.code == 2), result.err
