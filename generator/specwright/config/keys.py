"""The table of keys: the configuration format, key by key, as data.

What comes in: nothing. What goes out: `ROOT`, the shape of the whole file. The reader's check, the reference page
(`docs/reference/config.md`) and the JSON schema for editors are all made from this table, so that they agree.
"""

from __future__ import annotations

from .keys_resources import METHOD_SHAPE, PAGINATION, RESOURCE_SHAPE
from .keys_settings import CLIENT_SETTINGS, ERRORS, MULTIPART_SETTINGS, ON_EVENT, QUERY_SETTINGS, SETTINGS
from .ledger import Usage
from .shape import Anything, Either, Entries, Flag, Key, Keys, Many, Null, Text

_NONE = Usage.NO_EFFECT
_LATER = Usage.UNSUPPORTED
_ANY = Anything()
_TEXT = Text()

PUBLISH = Keys(
    "publish.pypi",
    {
        "package_name": Key(_TEXT, "Name on the package index, when `project_name` does not say it."),
        "auth_method": Key(_ANY, "Hosted pipeline.", _NONE),
    },
)

PYTHON = Keys(
    "targets.python",
    {
        "package_name": Key(_TEXT, "Import name of the package."),
        "project_name": Key(_TEXT, "Name on the package index; the package name with dashes unless given."),
        "version": Key(_TEXT, "Version of the generated distribution; 0.1.0 unless given.", ours=True),
        "http_library": Key(Text(("httpx", "httpx2")), "HTTP library of the SDK; httpx unless given.", ours=True),
        "raw_responses": Key(
            Text(("current", "legacy")),
            "legacy: `with_raw_response` gives a `LegacyAPIResponse`, as in SDKs that began before 2024.",
            ours=True,
        ),
        "resource_classes": Key(
            Text(("suffixed", "short")),
            "suffixed (the default): `OrdersResource`; short, as in SDKs that began before 2024: `Orders`, "
            "but where a model has that name.",
            ours=True,
        ),
        "open_typed_dicts": Key(
            Text(("class", "union")),
            "What a request takes where other members than the declared ones are allowed. class (the default): a "
            "TypedDict `X`, and a dict wherever it is taken; union, as in SDKs of before 2026: an alias `X` of "
            "`XTyped` or a dict.",
            ours=True,
        ),
        "enums": Key(
            Text(("closed", "open")),
            "closed (the default): enums take only the values of the document; open: any other value as well.",
            ours=True,
        ),
        "union_arms": Key(
            Text(("schemas", "tags")),
            "What the types of a union's arms are called by. schemas (the default): their component or title, unless "
            "all are components without a name of their own; tags: the value that tells them apart.",
            ours=True,
        ),
        "nullable_fields": Key(
            Text(("required", "optional")),
            "required (the default): a field of a response that has to be there and may be null has no default; "
            "optional: its default is None.",
            ours=True,
        ),
        "production_repo": Key(
            Either((_TEXT, Null())), "Repository of the SDK (`owner/name`), linked from the README."
        ),
        "staging_repo": Key(_ANY, "Repository for drafts.", _NONE),
        "publish": Key(
            Keys("publish", {"pypi": Key(Either((Flag(), PUBLISH)), "true, or how it is published.")}),
            "Where the distribution is published, which is not done here; the name it has there is used.",
        ),
        "skip": Key(Flag(), "true: nothing is generated."),
        "readme_title": Key(_TEXT, "Heading of the README."),
        "edition": Key(_TEXT, "Set of defaults, by date; here there is one set.", _NONE),
        "options": Key(
            Keys(
                "options",
                {
                    "disable_pydantic_namespace_protection": Key(
                        Flag(), "`true`: fields may begin with `model_`; else they are called `api_model_…`."
                    ),
                    "websockets_extra_name": Key(_TEXT, "Name of the extra for websockets.", _LATER),
                    "use_uv": Key(_ANY, "Package manager of the hosted pipeline.", _NONE),
                },
            ),
            "Further options.",
        ),
        "use_uv": Key(_ANY, "Package manager of the hosted pipeline.", _NONE),
        "screencast": Key(_ANY, "Film shown in the README.", _NONE),
        "keep_files": Key(_ANY, "Files the generator leaves alone; here every file of yours is left alone.", _NONE),
        "extra_files": Key(_ANY, "Files added to the repository.", _LATER),
        "output": Key(_ANY, "Output directory of the hosted pipeline; here the command line says it.", _NONE),
    },
)

PACKAGE = Keys(
    "package.python",
    {
        "name": Key(_TEXT, "Name on the package index, when `targets.python` does not say it."),
        "repo": Key(Either((_TEXT, Null())), "Repository of the SDK.", _NONE),
    },
)

OTHER_TARGETS = (
    *(
        "typescript",
        "node",
        "go",
        "java",
        "kotlin",
        "ruby",
        "php",
        "csharp",
        "dotnet",
        "swift",
        "rust",
        "dart",
        "elixir",
    ),
    *("terraform", "cli", "sql", "http", "openapi", "docs", "mcp"),
)

_EXAMPLE = Keys(
    "example request",
    {
        "type": Key(Text(("request",)), "Always `request`."),
        "endpoint": Key(_TEXT, "The endpoint called (`get /v1/things`)."),
        "params": Key(Either((Entries(_ANY), Null())), "Arguments of the call, by wire name."),
        "response_property": Key(Either((_TEXT, Flag(), Null())), "The property of the result that is printed."),
        "example_properties": Key(_ANY, "Properties of the error that other languages show.", _NONE),
        "assign_to": Key(_TEXT, "Name of the variable that takes the result."),
        "file_param": Key(_TEXT, "The parameter that is a file."),
        "file_path": Key(_TEXT, "The path of that file."),
    },
)

_NOT_SHOWN = Key(_EXAMPLE, "A section that the README does not have.", _NONE)

README = Keys(
    "readme",
    {
        "example_requests": Key(
            Entries(_EXAMPLE, dict.fromkeys(("nested_params", "http_agent", "default_headers"), _NOT_SHOWN)),
            "Calls shown in the README: `default`, `headline`, `pagination`, `errors`, `retries`, `timeouts`, "
            "`raw_response`, `streaming`, `file_uploads`.",
        ),
        "example_types": Key(_ANY, "Types shown in the README.", _NONE),
        "include_stainless_attribution": Key(_ANY, "A line about the hosted generator.", _NONE),
    },
)

TRANSFORM = Keys(
    "transform",
    {
        "command": Key(_TEXT, "update, append, merge, remove, copy, move, or one of the older ones."),
        "reason": Key(_TEXT, "Why; shown in reports."),
        "args": Key(Entries(_ANY), "What and where."),
    },
)

OPENAPI = Keys(
    "openapi",
    {
        "transforms": Key(Many(TRANSFORM), "Changes made to the document after reading it, in order."),
        "transformations": Key(Many(TRANSFORM), "Older name of `transforms`."),
        "code_samples": Key(_ANY, "Samples written into the document.", _NONE),
        "code_sample_languages": Key(_ANY, "Languages of those samples.", _NONE),
        "path": Key(_ANY, "Where the document is; here the command line says it.", _NONE),
    },
)

ORGANIZATION = Keys(
    "organization",
    {
        "name": Key(_TEXT, "Gives the client class, the base error and the prefix of environment variables."),
        "docs": Key(_TEXT, "Address of the API's documentation."),
        "contact": Key(_TEXT, "Address for support."),
        "security_contact": Key(_ANY, "Address for vulnerability reports.", _NONE),
        "security_policy_url": Key(_ANY, "Security policy.", _NONE),
        "security_policy_contact": Key(_ANY, "Security policy.", _NONE),
        "security_policy_content": Key(_ANY, "Security policy.", _NONE),
        "github_org": Key(_ANY, "Organisation of the repositories.", _NONE),
        "upload_spec": Key(_ANY, "Hosted pipeline.", _NONE),
    },
)

_CASING = Keys(
    "custom casing",
    {
        "initialism": Key(Flag(), "true: all capitals in class names."),
        **{style: Key(_TEXT, f"The word in {style} case.") for style in ("snake", "pascal", "camel", "capital")},
        **{number: Key(_TEXT, f"The {number} of the word.") for number in ("singular", "plural")},
    },
)

ROOT = Keys(
    "the configuration",
    {
        "edition": Key(_TEXT, "Set of defaults, by date; here there is one set.", _NONE),
        "organization": Key(ORGANIZATION, "Whose API it is."),
        "targets": Key(
            Entries(
                _ANY,
                {"python": Key(PYTHON, "The Python SDK."), **{t: Key(_ANY, "", _NONE) for t in OTHER_TARGETS}},
                _NONE,
            ),
            "SDKs to make; other languages than Python have no effect here.",
        ),
        "environments": Key(Entries(_TEXT), "Base URLs by name; the first is the default."),
        "resources": Key(Entries(RESOURCE_SHAPE), "The tree of resources, methods and models."),
        "pagination": Key(Either((Many(PAGINATION), PAGINATION)), "Pagination schemes."),
        "client_settings": Key(CLIENT_SETTINGS, "The client's constructor and its defaults."),
        "settings": Key(SETTINGS, "Licence, unwrapping, order."),
        "query_settings": Key(QUERY_SETTINGS, "How query strings are written."),
        "multipart_settings": Key(MULTIPART_SETTINGS, "How multipart bodies are written."),
        "security": Key(Many(Entries(Many(_TEXT))), "Security requirements, instead of the document's."),
        "security_schemes": Key(Entries(Entries(_ANY)), "Security schemes, added to or instead of the document's."),
        "streaming": Key(
            Keys(
                "streaming",
                {
                    "on_event": Key(
                        Many(ON_EVENT), "What to do with each server-sent event; the first rule that matches."
                    )
                },
            ),
            "Server-sent events.",
        ),
        "errors": Key(ERRORS, "Errors of one's own, and their messages."),
        "custom_casings": Key(Entries(_CASING), "How words are spelt in names."),
        "readme": Key(README, "The README."),
        "openapi": Key(OPENAPI, "The document."),
        "unspecified_endpoints": Key(Many(_TEXT), "Endpoints left out on purpose."),
        "diagnostics": Key(
            Keys("diagnostics", {"ignored": Key(Entries(_ANY), "Rules whose warnings are not shown.")}),
            "What is reported.",
        ),
        "package": Key(
            Entries(_ANY, {"python": Key(PACKAGE, "The Python SDK.")}, _NONE), "Older place of `targets`, by language."
        ),
        "codeflow": Key(_ANY, "Hosted pipeline.", _NONE),
        "workspace": Key(_ANY, "Hosted pipeline.", _NONE),
    },
)

__all__ = ["METHOD_SHAPE", "OTHER_TARGETS", "PYTHON", "ROOT"]
