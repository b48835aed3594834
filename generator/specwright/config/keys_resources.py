"""The table of keys, part two: resources, methods, models and pagination schemes.

What comes in: nothing. What goes out: shapes for `keys.py`.
"""

from __future__ import annotations

from .ledger import Usage
from .shape import Anything, Either, Entries, Flag, Key, Keys, Many, Null, Number, Text

_NONE = Usage.NO_EFFECT
_LATER = Usage.UNSUPPORTED
_ANY = Anything()
_TEXT = Text()
_LANGUAGES = Either((Flag(), Many(_TEXT), _TEXT))
_SKIP = {
    "skip": Key(_LANGUAGES, "true, or a list of languages with `python`: left out."),
    "only": Key(_LANGUAGES, "A list of languages; left out when `python` is not among them."),
}
_DEPRECATED = Key(Either((Flag(), _TEXT, Entries(_ANY))), "Deprecation message, for all languages or by language.")
OTHER_TARGET = Key(_ANY, "For another target.", _NONE)
_OTHER_LANGUAGES = dict.fromkeys(
    ("mcp", "terraform", "cli", "typescript", "node", "go", "java", "kotlin", "ruby", "php", "csharp"), OTHER_TARGET
)

MODEL = Keys(
    "model",
    {
        "type": Key(Text(("model", "alias")), "`model` (the default) or `alias`."),
        "openapi_uri": Key(
            _TEXT,
            "The schema: `Thing`, `#/components/schemas/Thing`, or a JSONPath or JMESPath that matches one schema.",
        ),
        "to": Key(_TEXT, "For an alias: the model it stands for (`resource.model`)."),
        "sent": Key(
            Flag(),
            "true: it has a type for requests also when no method takes it (events that code by hand sends).",
            ours=True,
        ),
        "no_params_suffix": Key(
            Flag(), "true: the type for requests is called as the model, without `Param`; for models of requests only."
        ),
        "param_model": Key(
            _TEXT,
            "The model that other languages convert it to for requests; in Python no model has to be converted.",
            _NONE,
        ),
        "deprecated": _DEPRECATED,
        **_SKIP,
        **_OTHER_LANGUAGES,
    },
)

_STREAMING = Keys(
    "streaming of a method",
    {
        "param_discriminator": Key(
            Either((_TEXT, Null())),
            "The boolean of the body or the query that asks for a stream; null: the method always streams.",
        ),
        "stream_event_model": Key(_TEXT, "The model of each event (`resource.model`)."),
        "params_type_name": Key(_TEXT, "Name of the parameters' type in other languages.", _NONE),
    },
)

_METHOD_KEYS: dict[str, Key] = {
    "type": Key(
        Text(("http", "alias", "webhook_unwrap", "websocket", "graphql")),
        "`http` (the default), `alias` or `webhook_unwrap`.",
    ),
    "endpoint": Key(_TEXT, "Verb and path: `get /v1/things/{id}`."),
    "to": Key(_TEXT, "For an alias: the other method (`things.list`)."),
    "description": Key(_TEXT, "Docstring, instead of the operation's."),
    "paginated": Key(
        Either((Flag(), _TEXT)), "false: a plain method; a scheme's name: pages of that; unset: when a scheme fits."
    ),
    "unwrap_response": Key(
        Either((Flag(), _TEXT)), "The property of the response that is returned; false: the whole response."
    ),
    "body_param_name": Key(_TEXT, "Name of the argument for a body that is not an object, or is not spread."),
    "positional_params": Key(
        Either((Flag(), Many(_TEXT))), "Path parameters that may be given by position; the last one unless given."
    ),
    "default_request_options": Key(
        Keys(
            "default_request_options",
            {
                "timeout": Key(Either((Number(), _TEXT, Null())), "Timeout in milliseconds, or an ISO 8601 duration."),
                "max_retries": Key(Number(), "Retries."),
            },
        ),
        "Options of this method's requests.",
    ),
    "docs": Key(
        Keys(
            "docs",
            {"response_property": Key(Either((_TEXT, Flag())), "What examples print of the result; false: all.")},
        ),
        "Documentation.",
    ),
    "streaming": Key(Either((_STREAMING, Null())), "The method can stream server-sent events or JSON lines."),
    "deprecated": _DEPRECATED,
    "skip_test_reason": Key(Either((_TEXT, Entries(_ANY))), "Why the generated test of this method is skipped.", _NONE),
    "discriminator": Key(_TEXT, "For `webhook_unwrap`: the property that tells events apart."),
    "event_types": Key(
        Either((Many(_TEXT), Entries(_TEXT))),
        "For `webhook_unwrap`: the event models, or discriminator value to model.",
    ),
    "webhook_key_opt": Key(_TEXT, "For `webhook_unwrap`: the client option that holds the key."),
    "request_body": Key(_ANY, "The request body's model.", _LATER),
    "response": Key(_ANY, "The response's model.", _LATER),
    "custom": Key(_ANY, "Hand-written code.", _LATER),
    **_SKIP,
    **_OTHER_LANGUAGES,
}

METHOD = Keys("method", _METHOD_KEYS)
METHOD_SHAPE = Either((_TEXT, METHOD))

_RESOURCE_KEYS: dict[str, Key] = {
    "models": Key(Entries(Either((_TEXT, MODEL))), "Named types of this resource, by key."),
    "methods": Key(Entries(METHOD_SHAPE), "Methods of this resource, by name."),
    "description": Key(_TEXT, "Docstring of the resource class."),
    "deprecated": _DEPRECATED,
    "custom": Key(_ANY, "Hand-written code.", _LATER),
    "standalone_api": Key(
        Flag(), "true: its types stand in a package of their own (`types/orders/`), its api.md in `resources/orders/`."
    ),
    **_SKIP,
    **_OTHER_LANGUAGES,
}
RESOURCE_SHAPE = Keys("resource", _RESOURCE_KEYS)
_RESOURCE_KEYS["subresources"] = Key(Entries(RESOURCE_SHAPE), "Resources inside this one.")

PAGINATION = Keys(
    "pagination scheme",
    {
        "name": Key(_TEXT, "Name of the scheme; the page classes are named after it."),
        "description": Key(_TEXT, "Docstring of the page classes."),
        "type": Key(
            Text(("cursor", "cursor_id", "cursor_url", "offset", "page_number", "fake_page", "link_header")),
            "How the next page is asked for. `link_header` (RFC 8288) is ours.",
        ),
        "request": Key(Entries(_ANY), "The parameters of the scheme, each with its schema."),
        "response": Key(Entries(_ANY), "The fields of a page, each with its schema."),
        "param_location": Key(Text(("query", "body")), "Where the parameters are sent; the query unless given."),
        "continue_on_empty_items": Key(Flag(), "true: a page without items does not end the iteration."),
    },
)
