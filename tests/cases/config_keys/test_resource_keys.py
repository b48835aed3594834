"""`resources`: the tree, its models and its methods."""

from __future__ import annotations

import importlib
import inspect
import json

import pytest

from ..harness import answer
from .maker import Maker, key

THING = '{"id": "t", "color": "red"}'


@key(
    "resources",
    "resources.*.methods",
    "resources.*.subresources",
    "resources.*.description",
    "resources.*.models",
    "resources.*.methods.*.endpoint",
)
def test_the_tree(make: Maker) -> None:
    call = make(
        """
resources:
  $client: {methods: {status: get /status}}
  $shared: {models: {thing: Thing}}
  shop-items:
    description: Things that are sold.
    methods: {create: post /things}
    subresources:
      parts: {methods: {get: {endpoint: 'get /orgs/{orgId}/things/{id}'}}}
"""
    )
    package = call.case.package
    call(lambda client: client.status())
    assert call.server.last.line == "GET /status HTTP/1.1"
    call.server.answer_next(answer(THING))
    thing = call(lambda client: client.shop_items.create(name="n"))
    assert type(thing) is package.types.Thing is package.types.shared.Thing
    call(lambda client: client.shop_items.parts.get("1", org_id="o"))
    assert call.server.last.line == "GET /orgs/o/things/1 HTTP/1.1"
    assert package.resources.ShopItemsResource.__doc__ == "Things that are sold."
    assert importlib.import_module(f"{package.__name__}.resources.shop_items.parts").PartsResource


@key("resources.*.skip", "resources.*.only", "resources.*.methods.*.skip", "resources.*.methods.*.only")
def test_what_is_skipped(make_one: Maker) -> None:
    case = make_one.case(
        """
resources:
  kept:
    only: [python, go]
    methods:
      list: get /things
      create: {endpoint: post /things, skip: [python, go]}
      bulk: {endpoint: post /bulk, only: [go]}
      upload: {endpoint: post /upload, only: [python]}
      wide: {endpoint: get /wide, skip: [go]}
    models:
      thing: {openapi_uri: Thing}
      new_thing: {openapi_uri: NewThing, skip: true}
      page: {openapi_uri: ThingPage, only: [go]}
  gone: {skip: true, methods: {status: get /status}}
  foreign: {only: [ruby], methods: {events: get /events}}
"""
    )
    methods = {name for name in vars(case.package.resources.KeptResource) if not name.startswith(("_", "with_"))}
    assert methods == {"list", "upload", "wide"}
    assert not hasattr(case.package.Client(), "gone")
    assert not hasattr(case.package.Client(), "foreign")
    assert case.package.types.Thing
    assert {"NewThing", "Page"}.isdisjoint(case.package.types.__all__)


@key("resources.*.models.*.skip", "resources.*.models.*.only")
def test_skipped_models_have_no_name(make_one: Maker) -> None:
    case = make_one.case(
        "resources: {things: {models: {made: {openapi_uri: ThingMade, skip: [python]}, "
        "gone: {openapi_uri: ThingGone, only: [python]}}, methods: {list: get /things}}}"
    )
    assert "Gone" in case.package.types.__all__
    assert "Made" not in case.package.types.__all__


@key("resources.*.deprecated", "resources.*.methods.*.deprecated", "resources.*.methods.*.description")
def test_deprecation_and_docstrings(make: Maker) -> None:
    call = make(
        """
resources:
  old: {deprecated: Use things., methods: {status: get /status}}
  things:
    methods:
      list: {endpoint: get /things, description: All of them.}
      bulk: {endpoint: post /bulk, deprecated: {python: Not any more., go: Other words.}}
"""
    )
    with pytest.warns(DeprecationWarning, match="Use things"):
        call(lambda client: client.old.status())
    call.server.answer_next(answer(b"", status=204))
    with pytest.warns(DeprecationWarning, match="Not any more"):
        call(lambda client: client.things.bulk(body=[]))
    doc = inspect.getdoc(call.case.package.resources.ThingsResource.list) or ""
    assert doc.startswith("All of them.")
    assert "What the document says" not in doc


@key("resources.*.models.*.openapi_uri", "resources.*.models.*.type")
@pytest.mark.parametrize(
    "written",
    [
        "Thing",
        "'#/components/schemas/Thing'",
        "{openapi_uri: Thing}",
        "{type: model, openapi_uri: '#/components/schemas/Thing'}",
        "{openapi_uri: $.components.schemas.Thing}",
        '{openapi_uri: "$.components.schemas[?(@.properties.zone)]"}',
        "{openapi_uri: components.schemas.Thing}",
        '{openapi_uri: \'paths."/events".get.responses."200".content."application/json".schema\'}',
    ],
)
def test_spellings_of_models(make_one: Maker, written: str) -> None:
    call = make_one(f"resources: {{things: {{models: {{widget: {written}}}, methods: {{events: get /events}}}}}}")
    call.server.answer_next(answer(THING))
    found = call(lambda client: client.things.events())
    assert (type(found).__name__, found.id) == ("Widget", "t")
    assert importlib.import_module(f"{call.case.package.__name__}.types.widget").Widget is type(found)


def test_a_model_inside_of_a_schema(make_one: Maker) -> None:
    call = make_one(
        "resources: {things: {models: {part: '#/components/schemas/Thing/properties/part'}, "
        "methods: {list: get /events}}}"
    )
    call.server.answer_next(answer('{"id": "t", "part": {"size": 4}}'))
    found = call(lambda client: client.things.list())
    assert type(found.part) is call.case.package.types.Part


@key("resources.*.models.*.to", "resources.*.models.*.deprecated")
def test_aliases_of_models(make_one: Maker) -> None:
    case = make_one.case(
        "resources: {things: {models: {thing: Thing, widget: {type: alias, to: things.thing, deprecated: Say Thing.}}, "
        "methods: {create: post /things}}}"
    )
    assert case.package.types.Widget is case.package.types.Thing
    assert "Say Thing." in case.text("types/widget.py")


@key("resources.*.models.*.no_params_suffix")
def test_types_of_requests_without_a_suffix(make: Maker) -> None:
    call = make(
        "resources: {things: {models: {thing: {openapi_uri: Thing, no_params_suffix: true}, "
        "new_thing: {openapi_uri: NewThing, no_params_suffix: true}}, "
        "methods: {bulk: post /bulk, update: 'put /orgs/{orgId}/things/{id}'}}}"
    )
    types = call.case.package.types
    assert set(types.NewThing.__annotations__) == {"name", "api_url"}
    assert not hasattr(types, "NewThingParam")
    # What is returned as well has the plain name.
    assert types.Thing.model_fields
    call.server.answer_next(answer(b"", status=204))
    call(lambda client: client.things.bulk(body=[types.NewThing(name="n", api_url="u")]))
    assert json.loads(call.server.last.body) == [{"name": "n", "apiUrl": "u"}]


@key("resources.*.models.*.sent")
def test_types_of_requests_that_no_method_takes(make_one: Maker) -> None:
    case = make_one.case(
        "resources: {things: {models: {made: {openapi_uri: ThingMade, sent: true}, gone: ThingGone}, "
        "methods: {create: post /things}}}"
    )
    types = case.package.types
    assert types.Made.model_fields and types.MadeParam.__annotations__ and types.Gone.model_fields
    assert not hasattr(types, "GoneParam")


@key("resources.*.standalone_api")
def test_a_resource_with_a_package_for_its_types(make_one: Maker) -> None:
    case = make_one.case(
        "resources: {things: {standalone_api: true, models: {thing: Thing}, methods: {create: post /things}, "
        "subresources: {parts: {methods: {update: 'put /orgs/{orgId}/things/{id}'}}}}}"
    )
    types = importlib.import_module(f"{case.package.__name__}.types.things")
    assert types.Thing and types.ThingCreateParams and types.PartUpdateParams
    assert not hasattr(case.package.types, "Thing")
    assert importlib.import_module(f"{case.package.__name__}.resources.things.things").ThingsResource
    assert "client.things.<a" in case.text("resources/things/api.md")


@key("resources.*.methods.*.type", "resources.*.methods.*.to")
def test_aliases_of_methods(make: Maker) -> None:
    call = make(
        "resources: {things: {methods: {list: {type: http, endpoint: get /things}, "
        "all: {type: alias, to: things.list}}}}"
    )
    call(lambda client: client.things.all(limit=2))
    assert call.server.last.target == "/things?limit=2"


def test_an_alias_may_name_a_method_of_its_own_resource(make_one: Maker) -> None:
    call = make_one("resources: {things: {methods: {list: get /things, all: {type: alias, to: list}}}}")
    call(lambda client: client.things.all(limit=2))
    assert call.server.last.target == "/things?limit=2"


@key("resources.*.methods.*.unwrap_response")
def test_unwrapping_of_one_method(make: Maker) -> None:
    call = make(
        "settings: {unwrap_response_fields: [data]}\n"
        "resources: {things: {models: {thing: Thing}, methods: {wide: {endpoint: get /wide, unwrap_response: data}, "
        "whole: {endpoint: get /envelope, unwrap_response: false}}}}"
    )
    call.server.answer_next(answer(f'{{"data": {THING}}}'), answer(f'{{"data": {THING}}}'))
    assert call(lambda client: client.things.wide()).id == "t"
    assert call(lambda client: client.things.whole()).data.id == "t"


@key("resources.*.methods.*.body_param_name")
def test_the_argument_of_a_body(make: Maker) -> None:
    call = make(
        "resources: {things: {models: {new_thing: NewThing}, methods: {"
        "bulk: {endpoint: post /bulk, body_param_name: all_things}, "
        "create: {endpoint: post /things, body_param_name: new_thing}}}}"
    )
    call.server.answer_next(answer(b"", status=204))
    call(lambda client: client.things.bulk(all_things=[{"name": "a", "api_url": "u"}]))
    assert call.server.last.body == b'[{"name":"a","apiUrl":"u"}]'
    call.server.answer_next(answer(THING))
    call(lambda client: client.things.create(new_thing={"name": "b"}))
    assert call.server.last.body == b'{"name":"b"}'


@key("resources.*.methods.*.positional_params", "settings.positional_params")
def test_positional_parameters(make: Maker) -> None:
    call = make(
        "resources: {things: {methods: {get: "
        "{endpoint: 'get /orgs/{orgId}/things/{id}', positional_params: [orgId, id]}, "
        "delete: 'delete /orgs/{orgId}/things/{id}'}}}"
    )
    call(lambda client: client.things.get("o", "1"))
    assert call.server.last.target == "/orgs/o/things/1"
    call.server.answer_next(answer(b"", status=204))
    call(lambda client: client.things.delete("1", org_id="o"))
    assert call.server.last.target == "/orgs/o/things/1"

    none = make(
        "settings: {positional_params: false}\n"
        "resources: {things: {methods: {delete: 'delete /orgs/{orgId}/things/{id}'}}}"
    )
    with pytest.raises(TypeError, match="positional"):
        none(lambda client: client.things.delete("1", org_id="o"))
    none.server.answer_next(answer(b"", status=204))
    none(lambda client: client.things.delete(id="1", org_id="o"))


@key(
    "resources.*.methods.*.default_request_options",
    "resources.*.methods.*.default_request_options.timeout",
    "resources.*.methods.*.default_request_options.max_retries",
)
@pytest.mark.parametrize("timeout", ["5000", "PT5S"])
def test_options_of_one_method(make: Maker, timeout: str) -> None:
    call = make(
        "client_settings: {default_retries: {initial_delay_seconds: 0.001, max_delay_seconds: 0.001}}\n"
        f"resources: {{things: {{methods: {{list: {{endpoint: get /things, "
        f"default_request_options: {{timeout: {timeout}, max_retries: 1}}}}}}}}}}"
    )
    call.server.answer_next(answer("{}", status=500), answer("{}", status=500), answer("{}"))
    with pytest.raises(call.case.package.InternalServerError):
        call(lambda client: client.things.list(), max_retries=4)
    assert len(call.server.recorded) == 2
    assert call.server.last.header("x-stainless-read-timeout") == "5"


@key("resources.*.methods.*.docs", "resources.*.methods.*.docs.response_property")
def test_examples_print_a_property(make_one: Maker) -> None:
    case = make_one.case(
        "resources: {things: {models: {thing: Thing}, "
        "methods: {create: {endpoint: post /things, docs: {response_property: color}}}}}"
    )
    assert "print(thing.color)" in (case.distribution / "README.md").read_text()


@key(
    "resources.*.methods.*.streaming",
    "resources.*.methods.*.streaming.param_discriminator",
    "resources.*.methods.*.streaming.stream_event_model",
)
def test_streaming_on_demand(make: Maker) -> None:
    call = make(
        "streaming: {on_event: [{kind: fallthrough, handle: yield}]}\n"
        "resources: {things: {models: {thing: Thing, event: ThingGone}, methods: {chat: {endpoint: post /chat, "
        "streaming: "
        "{param_discriminator: wantStream, stream_event_model: things.event, params_type_name: any_words}}}}}"
    )
    call.server.answer_next(answer(THING))
    assert call(lambda client: client.things.chat(prompt="p")).id == "t"
    call.server.answer_next(answer('data: {"thingId": "x"}\n\n', content_type="text/event-stream"))
    (event,) = call.collect(lambda client: client.things.chat(prompt="p", want_stream=True))
    assert (type(event).__name__, event.thing_id) == ("Event", "x")
    assert call.server.last.body == b'{"prompt":"p","wantStream":true}'


def test_null_means_that_a_method_always_streams(make: Maker) -> None:
    call = make(
        "streaming: {on_event: [{kind: fallthrough, handle: yield}]}\n"
        "resources: {things: {models: {thing: Thing}, methods: {events: "
        "{endpoint: get /events, paginated: false, streaming: {param_discriminator: null}}}}}"
    )
    call.server.answer_next(answer(f"data: {THING}\n\n", content_type="text/event-stream"))
    (thing,) = call.collect(lambda client: client.things.events())
    assert type(thing) is call.case.package.types.Thing


@key(
    "resources.*.methods.*.discriminator",
    "resources.*.methods.*.event_types",
    "resources.*.methods.*.webhook_key_opt",
)
@pytest.mark.parametrize(
    "events", ["[hooks.made, hooks.gone]", "{thing.made: hooks.made, thing.gone: hooks.gone}", "[ThingMade, ThingGone]"]
)
def test_webhooks(make: Maker, events: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call = make(
        "client_settings: {opts: {webhook_key: {type: string, nullable: true, read_env: ACME_WEBHOOK_KEY}}}\n"
        "resources: {hooks: {models: {made: ThingMade, gone: ThingGone}, methods: {unwrap: {type: webhook_unwrap, "
        f"discriminator: type, event_types: {events}, webhook_key_opt: webhook_key}}}}}}}}"
    )
    event = call(lambda client: client.hooks.unsafe_unwrap('{"type": "thing.gone", "thingId": "7"}'))
    assert (type(event).__name__, event.thing_id) == ("Gone", "7")
    with pytest.raises(ValueError, match="webhook_key"):
        call(lambda client: client.hooks.unwrap("{}", headers={}))


def test_webhooks_without_event_types_are_all_of_the_document(make_one: Maker) -> None:
    call = make_one("resources: {hooks: {methods: {unwrap: {type: webhook_unwrap, discriminator: type}}}}")
    event = call(lambda client: client.hooks.unsafe_unwrap('{"type": "thing.made", "thing": {"id": "1"}}'))
    assert event.thing.id == "1"
