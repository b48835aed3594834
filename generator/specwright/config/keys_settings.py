"""The table of keys, part three: client, query, streaming and error settings.

What comes in: nothing. What goes out: shapes for `keys.py`.
"""

from __future__ import annotations

from .keys_resources import PAGINATION
from .ledger import Usage
from .shape import Anything, Either, Entries, Flag, Key, Keys, Many, Null, Number, Text

_NONE = Usage.NO_EFFECT
_LATER = Usage.UNSUPPORTED
_ANY = Anything()
_TEXT = Text()
_DURATION = Either((Number(), _TEXT))

_AUTH = Keys(
    "auth",
    {
        "security_scheme": Key(_TEXT, "The security scheme the option feeds."),
        "role": Key(
            Text(("value", "username", "password", "client_id", "client_secret")),
            "Which part of the credentials it is; `value` unless given.",
        ),
        "header": Key(_ANY, "Recorded by older files; the scheme says where it goes.", _NONE),
    },
)

OPTION = Keys(
    "client option",
    {
        "type": Key(
            Text(("string", "number", "integer", "boolean", "null")), "Type of the argument; `string` unless given."
        ),
        "description": Key(_TEXT, "Documentation of the argument."),
        "example": Key(_ANY, "A value for examples and tests."),
        "default": Key(_ANY, "Value when nothing is given."),
        "nullable": Key(Flag(), "true: may be left out."),
        "read_env": Key(_TEXT, "Environment variable read when the argument is not given."),
        "auth": Key(Either((_AUTH, Null())), "The security scheme it feeds."),
        "server_variable": Key(_TEXT, "The variable of the server URL it fills."),
        "send_in_header": Key(_TEXT, "Header sent with every request."),
        "send_as_query_param": Key(_TEXT, "Query parameter sent with every request."),
        "send_as_body_param": Key(_TEXT, "Body property sent with every request that has a body."),
        "send_as_path_param": Key(_TEXT, "Path parameter that methods may then leave out."),
        "send_in_cookie": Key(_TEXT, "Cookie sent with every request."),
        "required_in_tests": Key(Flag(), "true: generated tests give it even when it may be left out.", _NONE),
    },
)

CLIENT_SETTINGS = Keys(
    "client_settings",
    {
        "opts": Key(Entries(OPTION), "Arguments of the constructor, by name."),
        "idempotency": Key(
            Keys("idempotency", {"header": Key(_TEXT, "Header that carries the key.")}),
            "Idempotency keys for requests that change something.",
        ),
        "idempotency_header": Key(_TEXT, "Older spelling of `idempotency.header`."),
        "default_headers": Key(Entries(Either((_TEXT, Flag()))), "Headers sent with every request."),
        "default_timeout": Key(_DURATION, "Timeout in milliseconds, or an ISO 8601 duration; 60 seconds unless given."),
        "default_retries": Key(
            Keys(
                "default_retries",
                {
                    "max_retries": Key(Number(), "Retries after the first attempt; 2 unless given."),
                    "initial_delay_seconds": Key(Number(), "First delay; 0.5 unless given."),
                    "max_delay_seconds": Key(Number(), "Longest delay; 8 unless given."),
                },
            ),
            "Retries.",
        ),
        "default_env_prefix": Key(_TEXT, "Prefix of environment variables, instead of the organisation's name."),
        "default_client_name": Key(_TEXT, "Name of the client class, instead of the organisation's name."),
        "response_headers": Key(
            Entries(_TEXT), "Attributes of raw responses and errors (`request_id`), by the header they hold."
        ),
        "omit_stainless_headers": Key(Flag(), "true: no headers about platform and runtime."),
        "default_client_example_name": Key(_ANY, "Name of the variable in other languages' examples.", _NONE),
        "opt_in_new_security_behaviour": Key(_ANY, "Hosted pipeline.", _NONE),
        "pagination": Key(Either((Many(PAGINATION), PAGINATION)), "Older place of `pagination`."),
    },
)

_LICENSE = Keys(
    "license",
    {
        "name": Key(_TEXT, "Name of the licence."),
        "contents": Key(_TEXT, "Its text."),
        "extension": Key(_TEXT, "Extension of the file."),
    },
)

SETTINGS = Keys(
    "settings",
    {
        "license": Key(Either((_TEXT, _LICENSE, Null())), "Licence of the SDK: an SPDX identifier, or a text."),
        "python": Key(
            Keys("settings.python", {"license_classifier": Key(_TEXT, "Trove classifier of the licence.")}),
            "Python only.",
        ),
        "file_header": Key(_TEXT, "Comment at the top of every generated file."),
        "disable_mock_tests": Key(_ANY, "Tests against a mock server; ours bring their own.", _NONE),
        "disable_tests": Key(Flag(), "true: no tests are generated."),
        "mock_server": Key(_ANY, "Tests against a mock server; ours bring their own.", _NONE),
        "unwrap_response_fields": Key(
            Many(_TEXT), "A response with one of these as its only property gives that property."
        ),
        "unwrap_multiproperty_response_fields": Key(Flag(), "true: also when the response has other properties."),
        "positional_params": Key(Flag(), "false: no path parameter may be given by position."),
        "sort_schema_properties": Key(
            Flag(), "true: fields in alphabetical order, the required ones first; else as in the document."
        ),
        "per_endpoint_security": Key(Flag(), "Each endpoint always sends only what its own security asks for.", _NONE),
        "require_websocket_dependencies": Key(_ANY, "Dependencies of websockets.", _NONE),
    },
)

QUERY_SETTINGS = Keys(
    "query_settings",
    {
        "array_format": Key(
            Text(("comma", "repeat", "indices", "brackets")), "Lists: `a=1,2`, `a=1&a=2`, `a[0]=1`, `a[]=1`."
        ),
        "nested_format": Key(Text(("brackets", "dots")), "Objects: `a[b]=1` or `a.b=1`."),
    },
)

MULTIPART_SETTINGS = Keys(
    "multipart_settings",
    {
        "array_format": Key(
            Text(("comma", "repeat", "indices", "brackets")),
            "Lists: one part `1,2`, or a part for each item, called `a`, `a[0]` or `a[]`. Default: brackets.",
        ),
        "nested_format": Key(
            Text(("brackets", "dots", "json")),
            "Objects: a part for each entry, called `a[b]` or `a.b`, or one part of JSON. Default: brackets.",
        ),
    },
)

ON_EVENT = Keys(
    "streaming rule",
    {
        "event_type": Key(
            Either((_TEXT, Null(), Many(Either((_TEXT, Null()))))),
            "Names of the events it is for; null: events without a name.",
        ),
        "data_starts_with": Key(_TEXT, "Beginning of the data."),
        "kind": Key(Text(("fallthrough",)), "`fallthrough`: every event not matched before."),
        "handle": Key(Text(("yield", "done", "error")), "Give the event, end the stream, or raise."),
        "error_property": Key(_TEXT, "The property of the data that is the error."),
    },
)

_ERROR_VARIANT = Keys(
    "error variant",
    {
        "status_code": Key(Number(), "The status it comes with, when its schema does not say it."),
        "name": Key(_TEXT, "Name of the class, instead of the discriminator's value."),
    },
)

ERRORS = Keys(
    "errors",
    {
        "message_property": Key(_TEXT, "The property of an error body that is the error's message."),
        "union": Key(
            Keys(
                "errors.union",
                {
                    "source": Key(_TEXT, "The union of error schemas: `#/components/schemas/Error`."),
                    "discriminator": Key(_TEXT, "The property that tells errors apart."),
                    "status_property": Key(_TEXT, "The property whose only value is the status of an error."),
                    "variants": Key(Entries(_ERROR_VARIANT), "More about errors, by the discriminator's value."),
                },
            ),
            "Error bodies told apart by a property: an exception class for each.",
        ),
    },
)
