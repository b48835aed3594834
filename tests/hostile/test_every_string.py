"""Hostile text in every string of a valid document: a refusal with its place, or code that does no harm.

The gate has passed what is generated; here it is parsed once more, imported in another process, and searched for the
planted marker. Names that travel on the wire must be in it, as they are.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specwright.diagnostics import SpecwrightError
from specwright.pipeline import build
from specwright.run import Inputs, Run

from .corpus import MARKER, PAYLOADS, Document
from .everything import Place, everything, is_free_text, places, planted
from .test_hostile import _escaped, _import_all

DOCUMENT = everything()
PLACES = list(places(DOCUMENT))
FRAGMENTS = (
    *('"', "'", '"""', "'''", "\\", "\n", "\r", "\u2028", "\x85", "\x0b", "\0", "#", "`", "{{", "}}", "{%", "%}", "${"),
    *(
        "*/",
        "-->",
        "</script>",
        "../",
        "..\\",
        "%s",
        "{0}",
        "\u202e",
        "\u200b",
        "\ufeff",
        "é",
        "ﬁ",
        "名",
        "🎉",
        "\ud800",
    ),
    *(" ", "a", "class", "__class__", "0", ":", ";", ",", "(", ")", "[", "]", "\\N{BULLET}", "\\u0022", "\\x22"),
    *(MARKER, f"{MARKER}(1)", f"\n{MARKER}(1)\n", f"\r{MARKER}(1)#", f"import {MARKER}", f"f'{{{MARKER}}}'"),
)
"""What ends or begins something in Python, TOML, Markdown, Jinja, a path or a terminal."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, Path]]]:
    """Packages to import; all in one process, at the end."""
    found: list[tuple[str, Path]] = []
    yield found
    assert found
    assert not _import_all(found, tmp_path_factory.mktemp("import"))


class Refused(Exception):
    pass


def generate(document: Document, folder: Path, generated: list[tuple[str, Path]]) -> list[Path]:
    """The Python files of an SDK. Raises Refused, when the refusal is as it should be."""
    package = f"every_{len(generated):04d}"
    here = folder / package
    here.mkdir(parents=True)
    spec = here / "openapi.json"
    spec.write_bytes(json.dumps(document).encode("utf-8", "surrogatepass"))
    run = Run(Inputs(spec, package_name=package))
    try:
        sdk = build(run, here / "out")
    except SpecwrightError as error:
        assert error.exit_code in (1, 2)
        assert all(found.origin is not None or found.position is not None for found in error.diagnostics)
        assert all("\n" not in found.message.strip() for found in error.diagnostics)
        spec.unlink()
        here.rmdir()
        raise Refused from error
    for name, text in sdk.files.items():
        file = here / "out" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    generated.append((package, here / "out" / "src"))
    return [here / "out" / name for name in sdk.files if name.endswith(".py")]


def problems(files: list[Path]) -> list[str]:
    return [f"{file.name}: {what}" for file in files for what in _escaped(file)]


def constants(files: list[Path]) -> set[str]:
    trees = (ast.parse(file.read_bytes()) for file in files)
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_a01_the_document_has_a_string_everywhere(generated: list[tuple[str, Path]], tmp_path: Path) -> None:
    assert len(PLACES) > 300
    assert sum(map(is_free_text, PLACES)) > 60
    generate(DOCUMENT, tmp_path, generated)


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a01_all_free_texts_at_once(kind: str, generated: list[tuple[str, Path]], tmp_path: Path) -> None:
    """Texts that only explain are never refused."""
    document = DOCUMENT
    for place in filter(is_free_text, PLACES):
        document = planted(document, place, PAYLOADS[kind])
    assert not problems(generate(document, tmp_path, generated))


@settings(
    derandomize=True,
    max_examples=90,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    place=st.sampled_from([place for place in PLACES if not is_free_text(place)]),
    text=st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join),
)
def test_a01_any_place_and_text(
    place: Place, text: str, generated: list[tuple[str, Path]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    try:
        files = generate(planted(DOCUMENT, place, text), tmp_path_factory.mktemp("any"), generated)
    except Refused:
        return
    assert not problems(files), str(place)


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a12_wire_names_survive(kind: str, generated: list[tuple[str, Path]], tmp_path: Path) -> None:
    """Of properties and query parameters at once; each is told apart by its number."""
    document, wire = DOCUMENT, []
    for number, place in enumerate(sorted(filter(_is_wire_name, PLACES), key=lambda place: -len(place.path))):
        name = f"{PAYLOADS[kind]}{number}"
        document = planted(document, place, name)
        wire.append(name)
    files = generate(document, tmp_path, generated)
    assert not problems(files)
    assert set(wire) <= constants(files)


def _is_wire_name(place: Place) -> bool:
    """Keys of an object's properties that nothing else names, and names of query parameters."""
    path = place.path
    if place.is_key and len(path) > 2 and path[-2] == "properties":
        return path[-1] in {"size", "when", "inner", "deep", "colour", "open", "labels", "levels"}
    return not place.is_key and path[-3:-1] in {("parameters", 1), ("parameters", 4)} and path[-1] == "name"


@pytest.mark.parametrize("kind", ["line-breaks", "templates"])
def test_a04_comments_and_a05_annotations_hold_no_text_of_the_document(
    kind: str, generated: list[tuple[str, Path]], tmp_path: Path
) -> None:
    """Comments are ours to the letter; what pydantic evaluates in annotations is made of identifiers we chose."""
    document = DOCUMENT
    for place in filter(is_free_text, PLACES):
        document = planted(document, place, PAYLOADS[kind])
    for file in generate(document, tmp_path, generated):
        source = file.read_bytes()
        comments = [t.string for t in tokenize.tokenize(io.BytesIO(source).readline) if t.type == tokenize.COMMENT]
        assert not [comment for comment in comments if MARKER in comment or not comment.isascii()]
        assert not source.startswith(b"#") or source.splitlines()[0].startswith((b"# File generated", b"# SPDX", b"#:"))
        assert MARKER not in "".join(_evaluated(ast.parse(source)))


def _evaluated(tree: ast.AST) -> Iterator[str]:
    """The texts of annotations and of type arguments that are evaluated later: not values of `Literal` or metadata."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) or (isinstance(node, ast.arg) and node.annotation is not None):
            yield from _texts(node.annotation)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "TypeAliasType":
            yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    skipped = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in {"Literal"}
    if skipped or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PropertyInfo"):
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)
