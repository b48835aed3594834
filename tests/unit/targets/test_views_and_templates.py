"""Views and templates agree: a template names its views in its first line, and asks for nothing they do not have."""

from __future__ import annotations

import dataclasses
import importlib
import re
import typing
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from specwright.targets.python import quoting
from specwright.targets.python.environment import environment, templates_folder
from specwright.targets.python.views.context import Context

FIRST_LINE = re.compile(r"\{# view: (?P<views>[\w., ]+) #\}\n")
PACKAGE = "specwright.targets.python.views"
TEMPLATES = sorted(templates_folder().rglob("*.j2"))
TOKENS = (quoting.Token, type(None))


def declared_views(template: Path) -> dict[str, type]:
    """`resources.ResourceView as view` → `{"view": ResourceView}`."""
    first = FIRST_LINE.match(template.read_text())
    assert first is not None, f"{template.name} does not say which view it is for"
    views: dict[str, type] = {}
    for part in first["views"].split(", "):
        dotted, _, name = part.partition(" as ")
        module, _, cls = dotted.rpartition(".")
        views[name] = getattr(importlib.import_module(f"{PACKAGE}.{module}"), cls)
    return views


def field_types(view: type, name: str) -> tuple[type, ...]:
    """What a field of a view may hold; the items of a tuple."""
    hints = typing.get_type_hints(view)
    assert name in hints, f"{view.__name__} has no {name}"
    return tuple(flat(hints[name]))


def flat(hint: typing.Any) -> typing.Iterator[type]:
    if typing.get_origin(hint) is tuple:
        yield from flat(typing.get_args(hint)[0])  # the ellipsis behind it is no type
    elif typing.get_args(hint):
        for part in typing.get_args(hint):
            yield from flat(part)
    else:
        yield hint


class Checker:
    """Follows what a template asks of its views: through `for`, `with` and attributes."""

    def __init__(self, views: dict[str, type]) -> None:
        self.asked = 0
        self.names: dict[str, tuple[type, ...]] = {name: (view,) for name, view in views.items()}

    def visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.For):
            self.bind(node.target, self.types(node.iter))
        elif isinstance(node, nodes.With):
            for target, value in zip(node.targets, node.values, strict=True):
                self.bind(target, self.types(value))
        elif isinstance(node, nodes.Getattr):
            self.types(node)
        elif isinstance(node, nodes.Name) and node.ctx == "load":
            assert node.name in (*self.names, "loop"), f"line {node.lineno}: {node.name} is not declared"
        for child in node.iter_child_nodes():
            self.visit(child)

    def bind(self, target: nodes.Node, types: tuple[type, ...]) -> None:
        assert isinstance(target, nodes.Name)
        self.names[target.name] = types

    def types(self, node: nodes.Node) -> tuple[type, ...]:
        if isinstance(node, nodes.Name):
            return self.names.get(node.name, ())
        if isinstance(node, nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name == "loop":
                return ()
            self.asked += 1
            views = [type for type in self.types(node.node) if dataclasses.is_dataclass(type)]
            assert views, f"line {node.lineno}: nothing to ask for {node.attr}"
            return tuple(found for view in views for found in field_types(view, node.attr))
        return ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_ask_only_for_what_views_have(template: Path) -> None:
    checker = Checker(declared_views(template))
    checker.visit(environment().parse(template.read_text()))
    assert checker.asked > 0


def view_classes() -> list[type]:
    found: list[type] = []
    folder = Path(importlib.import_module(PACKAGE).__path__[0])
    for file in sorted(folder.glob("*.py")):
        module = importlib.import_module(f"{PACKAGE}.{file.stem}")
        found += [
            cls for name, cls in vars(module).items() if name.endswith("View") and cls.__module__ == module.__name__
        ]
    return found


@pytest.mark.parametrize("view", view_classes(), ids=lambda view: view.__name__)
def test_views_are_frozen_and_hold_finished_text(view: type) -> None:
    assert dataclasses.is_dataclass(view)
    assert view.__hash__ is not None, "frozen ones can be hashed"
    for field in dataclasses.fields(view):
        for found in field_types(view, field.name):
            is_view = dataclasses.is_dataclass(found)
            assert is_view or found in (bool, type(None)) or issubclass(found, quoting.Token), (field.name, found)


def test_a_plain_string_is_not_printed() -> None:
    template = environment().from_string("{{ text }}")
    with pytest.raises(TypeError, match="a template prints str"):
        template.render(text="x = __import__('os')")
    with pytest.raises(jinja2.UndefinedError):
        template.render()


def test_context_is_shared_by_all_builders() -> None:
    assert {field.name for field in dataclasses.fields(Context)} == {"api", "names", "settings"}
