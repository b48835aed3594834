from __future__ import annotations

import pytest

from specwright import ir
from specwright.targets.python.naming import Symbol
from specwright.targets.python.type_expr import SIGNATURE, Import, Scope, param_type, relative, response_type

from .apis import (
    ANYTHING,
    BASE64,
    BINARY,
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    OPERATION,
    STRING,
    alias,
    api,
    enum,
    literal,
    member,
    names_of,
    operation,
    record,
    ref,
    union,
)

NAMES = names_of(
    api(
        record("Thing", member("x")),
        enum("Kind", "a", "b"),
        enum("Level", 1, 2, base=ir.ScalarKind.INTEGER),
        alias("Names", ir.ListOf(STRING)),
        operations=[
            operation(
                OPERATION,
                body=[member(id, ref(id)) for id in ("Thing", "Kind", "Level", "Names")],
                result=union(ref("Thing"), ref("Kind"), ref("Level"), ref("Names")),
            )
        ],
    )
)
BY_KIND = ir.Discriminator("kind", (("a", "Thing"),))


@pytest.mark.parametrize(
    ("type", "received", "given"),
    [
        (STRING, "str", "str"),
        (NUMBER, "float", "float"),
        (DATE, "date", "Union[str, date]"),
        (BASE64, "str", "Union[str, Base64FileInput]"),
        (BINARY, "str", "FileTypes"),
        (ANYTHING, "object", "object"),
        (ir.Unknown(object_only=True), "Dict[str, object]", "object"),
        (ir.Nullable(ANYTHING), "object", "object"),
        (ir.Nullable(DATETIME), "Optional[datetime]", "Optional[Union[str, datetime]]"),
        (ir.Nullable(ir.Nullable(STRING)), "Optional[str]", "Optional[str]"),
        (ir.ListOf(STRING), "List[str]", "SequenceNotStr[str]"),
        (ir.ListOf(INTEGER), "List[int]", "Iterable[int]"),
        (ir.ListOf(ref("Thing")), "List[Thing]", "Iterable[ThingParam]"),
        (ir.ListOf(ref("Kind")), "List[Kind]", "List[Kind]"),
        (ir.ListOf(ref("Level")), "List[Level]", "Iterable[Level]"),
        (ir.ListOf(ref("Names")), "List[Names]", "Iterable[NamesParam]"),
        (ir.ListOf(union(INTEGER, STRING)), "List[Union[int, str]]", "SequenceNotStr[Union[int, str]]"),
        (ir.MapOf(BOOLEAN), "Dict[str, bool]", "Dict[str, bool]"),
        (ir.TupleOf((STRING, INTEGER), None), "List[Union[str, int]]", "SequenceNotStr[Union[str, int]]"),
        (ir.TupleOf((), None), "List[object]", "SequenceNotStr[object]"),
        (union(STRING, STRING), "str", "str"),
        (union(STRING, ir.Scalar(ir.ScalarKind.NULL)), "Optional[str]", "Optional[str]"),
        (union(ref("Thing"), STRING), "Union[Thing, str]", "Union[ThingParam, str]"),
        (union(ref("Thing"), ref("Kind"), discriminator=BY_KIND), "Union[Thing, Kind]", "Union[ThingParam, Kind]"),
        (literal("a", 'b"'), 'Literal["a", \'b"\']', 'Literal["a", \'b"\']'),
        (literal("a", open=True), 'Union[Literal["a"], str]', 'Union[Literal["a"], str]'),
        (literal(1.5, base=ir.ScalarKind.NUMBER), "float", "float"),
    ],
)
def test_types_in_signatures(type: ir.Type, received: str, given: str) -> None:
    assert response_type(type, NAMES, SIGNATURE).text == received
    assert param_type(type, NAMES, SIGNATURE).text == given


@pytest.mark.parametrize(
    ("type", "text"),
    [
        (DATE, 'Annotated[Union[str, date], PropertyInfo(format="iso8601")]'),
        (ir.Nullable(DATE), 'Annotated[Optional[Union[str, date]], PropertyInfo(format="iso8601")]'),
        (ir.ListOf(BASE64), 'SequenceNotStr[Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]]'),
    ],
)
def test_a_definition_says_how_values_are_converted(type: ir.Type, text: str) -> None:
    assert param_type(type, NAMES).text == text


def test_received_unions_carry_their_discriminator() -> None:
    type = union(ref("Thing"), ref("Kind"), discriminator=BY_KIND)
    text = 'Annotated[Union[Thing, Kind], PropertyInfo(discriminator="kind")]'
    assert response_type(type, NAMES).text == text
    assert response_type(ir.Nullable(type), NAMES).text == text.replace(
        "Union[Thing, Kind]", "Optional[Union[Thing, Kind]]"
    )


def test_imports_are_exactly_those_of_the_text() -> None:
    found = param_type(ir.Nullable(ir.ListOf(ref("Thing"))), NAMES).imports
    assert found == {
        Import("typing", "Optional"),
        Import("typing", "Iterable"),
        Import("types.thing_param", "ThingParam", local=True),
    }


def test_nothing_is_imported_from_the_module_itself() -> None:
    expr = response_type(ref("Thing"), NAMES, Scope("types.thing"))
    assert (expr.text, expr.imports) == ("Thing", frozenset())


def test_a_type_whose_name_is_taken_has_another() -> None:
    symbol = Symbol("Thing", "types.thing")
    expr = response_type(ir.ListOf(ref("Thing")), NAMES, Scope("types.other", aliases=((symbol, "OtherThing"),)))
    assert expr.text == "List[OtherThing]"
    assert Import("types.thing", "Thing", local=True, alias="OtherThing") in expr.imports


@pytest.mark.parametrize(
    ("hidden", "text"),
    [
        (set(), "Dict[str, Union[date, datetime]]"),
        ({"str"}, "Dict[builtins.str, Union[date, datetime]]"),
        ({"str", "builtins"}, "Dict[_builtins.str, Union[date, datetime]]"),
        ({"date"}, "Dict[str, Union[datetime.date, datetime.datetime]]"),
        ({"datetime"}, "Dict[str, Union[dt.date, dt.datetime]]"),
        ({"datetime", "dt"}, "Dict[str, Union[_dt.date, _dt.datetime]]"),
        ({"list", "dict"}, "Dict[str, Union[date, datetime]]"),
    ],
)
def test_members_do_not_hide_the_types_of_others(hidden: set[str], text: str) -> None:
    type = ir.MapOf(union(DATE, DATETIME))
    assert response_type(type, NAMES, Scope(hidden=frozenset(hidden))).text == text


@pytest.mark.parametrize(
    ("module", "here", "expected"),
    [
        ("types.shared.references", "types.thing", ".shared.references"),
        ("types.a.b", "types.a.c", ".b"),
        ("types.thing", "types.a.b", "..thing"),
        ("types.thing", "types.shared.x", "..thing"),
        ("_models", "types.a.b", "..._models"),
        ("types.thing", "resources.things", "..types.thing"),
        ("types.thing", "_client", ".types.thing"),
        ("types.shared.x", "types.shared.__init__", ".x"),
        ("types.a.x", "types.__init__", ".a.x"),
    ],
)
def test_relative_imports(module: str, here: str, expected: str) -> None:
    assert relative(module, here) == expected
