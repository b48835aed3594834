"""What OpenAPI 3.2 adds: the QUERY method, other methods, the whole query string, the type of a stream's items."""

from __future__ import annotations

import json

from ..harness import Caller, answer


def manifest_call(call: Caller, operation_id: str) -> list[str]:
    manifest = json.loads((call.case.source / "_manifest.json").read_text())
    found = next(o for o in manifest["operations"] if o["operation_id"] == operation_id)
    return found["call"].split(".")


def follow(client: object, path: list[str]) -> object:
    for name in path:
        client = getattr(client, name)
    return client


def test_query_has_a_body(call: Caller) -> None:
    call.server.answer_next(answer('["a"]'))
    path = manifest_call(call, "searchThings")

    assert call(lambda client: follow(client, path)(text="x")) == ["a"]  # type: ignore[operator]

    assert call.server.last.line == "QUERY /search HTTP/1.1"
    assert call.server.last.body == b'{"text":"x"}'


def test_additional_operations(call: Caller) -> None:
    path = manifest_call(call, "linkThings")

    call(lambda client: follow(client, path)())  # type: ignore[operator]

    assert call.server.last.line == "LINK /search HTTP/1.1"


def test_the_whole_query_string(call: Caller) -> None:
    path = manifest_call(call, "getRaw")

    call(lambda client: follow(client, path)(filter={"a": "x y", "b": 2}))  # type: ignore[operator]

    assert call.server.last.target in ("/raw?a=x+y&b=2", "/raw?a=x%20y&b=2")


def test_lines_have_their_item_type(call: Caller) -> None:
    call.server.answer_next(answer('{"lineNumber": 1}\n{"lineNumber": 2}\n', content_type="application/jsonl"))
    path = manifest_call(call, "getLog")

    items = call.collect(lambda client: follow(client, path)())  # type: ignore[operator]

    assert [item.line_number for item in items] == [1, 2]
