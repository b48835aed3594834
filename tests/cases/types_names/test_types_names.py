"""Names that are keywords, builtins, members of pydantic, digits, symbols, other alphabets, or collide."""

from __future__ import annotations

import inspect
import json
import typing
from urllib.parse import parse_qsl, urlsplit

import yaml

from ..harness import Caller, Case, answer


def wire_names(case: Case) -> list[str]:
    document = yaml.safe_load((case.folder / "openapi.yaml").read_text(encoding="utf-8"))
    return list(document["components"]["schemas"]["Thing"]["properties"])


def wire_values(case: Case) -> dict[str, object]:
    special: dict[str, object] = {"list": ["a"], "date": "2026-01-02", "next_date": "2026-01-03", "+1": 1, "-1": 2}
    return {name: special.get(name, f"value of {name}") for name in wire_names(case)}


def test_every_wire_name_survives_reading(call: Caller) -> None:
    values = wire_values(call.case)
    call.server.answer_next(answer(json.dumps(values)))

    thing = call(lambda client: client.things.create())

    assert thing.to_dict(mode="json") == values
    assert not thing.model_extra
    assert type(thing).__name__ == "Thing"
    assert thing.import_ == "value of import"
    assert thing.str == "value of str"
    assert callable(thing.to_dict)
    assert callable(thing.copy)


def test_every_wire_name_survives_sending(call: Caller) -> None:
    values = wire_values(call.case)
    hints = typing.get_type_hints(call.case.package.types.ThingCreateParams, include_extras=True)
    by_wire = {}
    for name, hint in hints.items():
        notes = getattr(hint, "__metadata__", ())
        by_wire[next((note.alias for note in notes if note.alias is not None), name)] = name
    arguments = {by_wire[wire]: value for wire, value in values.items()}

    call(lambda client: client.things.create(**arguments))

    assert json.loads(call.server.last.body) == values


def test_parameters_keep_clear_of_the_methods_own(call: Caller) -> None:
    signature = inspect.signature(call.case.package.resources.ThingsResource.create)
    query = {"class": "c", "self": "s", "timeout": "t", "extra_headers": "e", "filter[name]": "f"}
    manifest = json.loads((call.case.source / "_manifest.json").read_text())
    names = manifest["operations"][0]["arguments"]
    arguments = {names[f"query:{wire}"]: value for wire, value in query.items()}
    arguments[names["header:X-Request-ID"]] = "r"
    assert set(arguments) <= set(signature.parameters)

    call(lambda client: client.things.create(**arguments))

    assert dict(parse_qsl(urlsplit(call.server.last.target).query)) == query
    assert call.server.last.header("X-Request-ID") == "r"
