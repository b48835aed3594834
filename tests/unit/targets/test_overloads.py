"""Which variants of a body become overloads: each can be reached, the narrower stand first."""

from __future__ import annotations

import pytest

from specwright import ir
from specwright.targets.python.views.arguments import Argument, Group
from specwright.targets.python.views.docs import ArgumentDoc
from specwright.targets.python.views.overloads import reachable

STRING = ir.Scalar(ir.ScalarKind.STRING)
INTEGER = ir.Scalar(ir.ScalarKind.INTEGER)


def literal(*values: str) -> ir.Literal:
    return ir.Literal(values, ir.ScalarKind.STRING)


def required(name: str, type_: ir.Type = STRING) -> Argument:
    return Argument(name, name, "body", name, Group.REQUIRED, type_, ArgumentDoc(name, None))


def optional(name: str, type_: ir.Type = STRING) -> Argument:
    return Argument(name, name, "body", name, Group.OPTIONAL, type_, ArgumentDoc(name, None))


@pytest.mark.parametrize(
    ("variants", "order"),
    [
        pytest.param([[required("a")], [required("b")]], [0, 1], id="different names"),
        pytest.param([[required("a")], [required("a")]], [0], id="the same"),
        pytest.param([[optional("a")], [required("a")]], [1, 0], id="what is required less"),
        pytest.param([[required("a"), optional("b")], [required("a")]], [1, 0], id="more may be given"),
        pytest.param([[required("a")], [required("a", literal("x"))]], [1, 0], id="a value of the type"),
        pytest.param([[required("a", literal("x"))], [required("a", literal("y"))]], [0, 1], id="other values"),
        pytest.param([[required("a", literal("x", "y"))], [required("a", literal("y"))]], [1, 0], id="fewer values"),
        pytest.param([[required("a", ir.Nullable(STRING))], [required("a")]], [1, 0], id="without null"),
        pytest.param([[required("a", ir.Unknown())], [required("a", INTEGER)]], [1, 0], id="anything"),
        pytest.param([[required("a", INTEGER)], [required("a")]], [0, 1], id="other types"),
        pytest.param(
            [[required("a", ir.Union((ir.UnionArm(STRING), ir.UnionArm(INTEGER))))], [required("a", INTEGER)]],
            [1, 0],
            id="an arm of a union",
        ),
        pytest.param(
            [[required("a", ir.ListOf(STRING))], [required("a", ir.ListOf(literal("x")))]], [1, 0], id="items of a list"
        ),
        pytest.param(
            [[optional("a"), optional("b")], [optional("a")], [required("a")]],
            [2, 1, 0],
            id="each before the wider ones",
        ),
    ],
)
def test_order(variants: list[list[Argument]], order: list[int]) -> None:
    given = [tuple(variant) for variant in variants]
    assert reachable(given, {}) == tuple(given[index] for index in order)
