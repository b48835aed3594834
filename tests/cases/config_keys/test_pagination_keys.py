"""`pagination`: purposes of properties, places of parameters, forms of pages."""

from __future__ import annotations

import json

from ..harness import answer
from .maker import Maker, key

PAGED = """
  /paged:
    post:
      parameters: [{name: n, in: query, schema: {type: integer}}]
      requestBody:
        content: {application/json: {schema: {type: object, properties: {page: {type: integer}, q: {type: string}}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Numbered'}}}}
  /array:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: ok
          headers: {X-Next: {schema: {type: string}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}
"""
SCHEMAS = """
    Numbered:
      type: object
      properties:
        results: {type: array, items: {$ref: '#/components/schemas/Thing'}}
        page: {type: integer}
        pages: {type: integer}
"""
CURSOR = """
pagination:
  - name: things_page
    description: Pages of things.
    type: cursor
    request:
      after: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}
      limit: {type: integer}
    response:
      data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}
      next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
      more: {type: boolean, x-stainless-pagination-property: {purpose: has_next_page}}
"""
THINGS = "resources: {things: {models: {thing: Thing}, methods: {list: get /things}}}\n"


def with_paths(text: str) -> str:
    return text.replace("webhooks:\n", PAGED.lstrip("\n") + "webhooks:\n", 1) + SCHEMAS.lstrip("\n")


def page(**members: object) -> bytes:
    return answer(json.dumps(members))


@key(
    "pagination",
    "pagination.name",
    "pagination.description",
    "pagination.type",
    "pagination.request",
    "pagination.response",
)
def test_a_scheme_that_fits_is_used(make: Maker) -> None:
    call = make(CURSOR + THINGS)
    call.server.answer_next(
        page(data=[{"id": "1"}], next="c", more=True), page(data=[{"id": "2"}], next="d", more=False)
    )
    assert [thing.id for thing in call.collect(lambda client: client.things.list(limit=1))] == ["1", "2"]
    assert call.server.last.target in ("/things?limit=1&after=c", "/things?after=c&limit=1")
    assert call.case.package.pagination.SyncThingsPage.__doc__.startswith("Pages of things.")


@key("resources.*.methods.*.paginated")
def test_what_methods_say_about_pages(make: Maker) -> None:
    call = make(
        CURSOR + "resources: {things: {models: {thing: Thing}, methods: {"
        "list: {endpoint: get /things, paginated: things_page}, "
        "whole: {endpoint: get /things, paginated: false}, also: {endpoint: get /things, paginated: true}}}}\n"
    )
    call.server.answer_next(page(data=[{"id": "1"}], more=False))
    assert [thing.id for thing in call.collect(lambda client: client.things.list())] == ["1"]


def test_a_method_may_refuse_pages(make: Maker) -> None:
    call = make(
        CURSOR + "resources: {things: {models: {thing: Thing}, "
        "methods: {list: {endpoint: get /things, paginated: false}}}}\n"
    )
    call.server.answer_next(page(data=[{"id": "1"}], next="c", more=True))
    assert call(lambda client: client.things.list()).next == "c"


@key("pagination.continue_on_empty_items")
def test_empty_pages_may_be_followed_by_others(make: Maker) -> None:
    call = make(CURSOR + "    continue_on_empty_items: true\n" + THINGS)
    call.server.answer_next(page(data=[], next="c", more=True), page(data=[{"id": "2"}], more=False))
    assert [thing.id for thing in call.collect(lambda client: client.things.list())] == ["2"]


@key("pagination.param_location")
def test_parameters_in_the_body(make: Maker) -> None:
    call = make(
        """
pagination:
  name: numbered
  type: page_number
  param_location: body
  request: {page: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}
  response:
    results: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}
    page: {type: integer, x-stainless-pagination-property: {purpose: current_page_number_field}}
    pages: {type: integer, x-stainless-pagination-property: {purpose: total_page_count_field}}
resources: {things: {models: {thing: Thing}, methods: {search: post /paged}}}
""",
        spec=with_paths,
    )
    call.server.answer_next(page(results=[{"id": "1"}], page=1, pages=2), page(results=[{"id": "2"}], page=2, pages=2))
    assert [thing.id for thing in call.collect(lambda client: client.things.search(q="x"))] == ["1", "2"]
    assert [json.loads(request.body) for request in call.server.recorded] == [{"q": "x"}, {"q": "x", "page": 2}]


def test_a_list_as_the_whole_body_and_a_cursor_in_a_header(make: Maker) -> None:
    call = make(
        """
pagination:
  - name: listed
    type: cursor
    request: {cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}}
    response:
      items: {type: array, items: {}, x-stainless-pagination-property: {purpose: items, is_top_level_array: true}}
      next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field, from_header: X-Next}}
resources: {things: {models: {thing: Thing}, methods: {list: get /array}}}
""",
        spec=with_paths,
    )
    call.server.answer_next(answer('[{"id": "1"}]', headers=["X-Next: n"]), answer('[{"id": "2"}]'))
    assert [thing.id for thing in call.collect(lambda client: client.things.list())] == ["1", "2"]
    assert call.server.last.target == "/array?cursor=n"


def test_a_list_that_comes_at_once_can_be_a_page(make: Maker) -> None:
    call = make(
        "pagination: [{name: all_things, type: fake_page, request: {}, "
        "response: {data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}}}]\n" + THINGS
    )
    call.server.answer_next(page(data=[{"id": "1"}, {"id": "2"}]))
    assert [thing.id for thing in call.collect(lambda client: client.things.list())] == ["1", "2"]
    assert len(call.server.recorded) == 1


def test_without_marks_the_usual_names_count(make: Maker) -> None:
    call = make(
        "pagination: [{name: things_page, type: cursor, request: {after: {type: string}, limit: {type: integer}}, "
        "response: {data: {type: array, items: {}}, next: {type: string, nullable: true}, more: {type: boolean}}}]\n"
        + THINGS
    )
    call.server.answer_next(
        page(data=[{"id": "1"}], next="c", more=True), page(data=[{"id": "2"}], next="d", more=False)
    )
    assert [thing.id for thing in call.collect(lambda client: client.things.list())] == ["1", "2"]
    assert call.server.last.target == "/things?after=c"
