"""Python's conventions as data: words that a name of ours may not be, per position, and how words are cased.

What comes in: nothing. What goes out: the tables below, read by `casing` and `naming`; no other module of the tool
holds a reserved word.
"""

from __future__ import annotations

import keyword
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


KEYWORDS: Final = frozenset(keyword.kwlist)
"""Hard keywords. The soft ones (`match`, `type`, `case`) are legal identifiers everywhere we put one."""

# Words that stand in annotations of generated code in lower case, so a member of that name would hide the type.
# Fields may be called so (`list`, `date`, `str`): there the annotation is written through a module instead.
ANNOTATION_BUILTINS: Final = frozenset({"bool", "bytes", "float", "int", "object", "str"})
DATE_NAMES: Final = frozenset({"date", "datetime"})

CLASS_RESERVED: Final = KEYWORDS | _set("""
    Annotated Any Base64FileInput BaseModel Dict FieldInfo FileTypes Generic Iterable Iterator List Literal Mapping
    Optional PropertyInfo Required Sequence SequenceNotStr Set Tuple Type TypeAlias TypeAliasType TypedDict TypeVar
    Union NoneType
""")
"""Names a generated type may not have: what the modules of `types/` import for their own use."""

EXPORT_RESERVED: Final = CLASS_RESERVED | frozenset({"TYPE_CHECKING"})
"""Names that `types/__init__` may not export."""

MEMBER_RESERVED: Final = KEYWORDS | _set("""
    construct copy dict from_orm json model_computed_fields model_config model_construct model_copy model_dump
    model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name
    model_post_init model_rebuild model_validate model_validate_json model_validate_strings parse_file parse_obj
    parse_raw schema schema_json to_dict to_json update_forward_refs validate
""")
"""Members of the runtime's `BaseModel` (pydantic's, and ours): a field of that name gets a trailing underscore."""

PAGE_RESERVED: Final = frozenset({"get_next_page", "has_next_page", "iter_pages", "next_page_info", "override"})
"""Methods of page classes, and their decorator: fields of that name at the top get a trailing underscore."""

PARAMETER_RUNTIME: Final = frozenset({"extra_body", "extra_headers", "extra_query", "idempotency_key", "timeout"})
"""Options that every method takes; an API's own argument of that name is called `api_timeout`."""

PARAMETER_RESERVED: Final = KEYWORDS | frozenset({"cast", "request_options", "self", "types"})
"""What a method's body reads by name, so an argument of that name gets a trailing underscore."""

METHOD_RESERVED: Final = (
    KEYWORDS
    | ANNOTATION_BUILTINS
    | DATE_NAMES
    | frozenset({"httpx", "not_given", "omit", "with_raw_response", "with_streaming_response"})
    | frozenset({"cached_property", "deprecated", "overload", "required_args"})  # decorators
)
"""Names of a resource's methods and children that would hide something its class uses."""

CLIENT_RESERVED: Final = METHOD_RESERVED | _set("""
    auth_headers base_url close copy custom_auth default_headers default_query delete follow_redirects get get_api_list
    is_closed max_retries options patch platform_headers post put qs request timeout user_agent with_options
""")
"""The same for the client itself, which has the low-level verbs and its options as attributes."""

ERROR_CLASSES: Final = _set("""
    APIConnectionError APIError APIResponseTooLargeError APIResponseValidationError APIStatusError APITimeoutError
    APIWebhookValidationError AuthenticationError BadRequestError ConflictError InternalServerError NotFoundError
    PermissionDeniedError RateLimitError UnprocessableEntityError
""")
"""The exception classes that every SDK has."""

ERROR_MEMBERS: Final = _set("""
    add_note args body message parsed request response retry_after status_code with_traceback
""")
"""Attributes that every error has; a property of an error body cannot be one of that name."""

RESOURCE_CLASSES: Final = frozenset({"APIResource", "AsyncAPIResource", "SyncAPIResource"})
"""Classes of resources may not have these names, nor may their async twins: the runtime's base classes have them."""

CLIENT_CLASSES: Final = _set(
    """
    API APIConnection APIResponse APIResponseTooLarge APIResponseValidation APIStatus APITimeout APIWebhookValidation
    APIClient Any Auth Authentication BadRequest BaseModel Client Conflict InternalServer Mapping NoneType NotFound
    NotGiven Omit PermissionDenied ProxiesTypes Querystring RateLimit RequestOptions Secret Self SentOptions Stream
    Timeout Transport UnprocessableEntity
    """
)
"""The client may not be called so: it, its async twin or its base error would have the name of something exported."""

OPTION_RESERVED: Final = KEYWORDS | _set("""
    base_url default_headers default_query environment http_client max_retries self set_default_headers
    set_default_query timeout
""")
"""Constructor arguments that every client has."""

RESOURCE_MODULE_NAMES: Final = frozenset(
    {
        "Any",
        "AsyncAPIResource",
        "AsyncBinaryAPIResponse",
        "AsyncPaginator",
        "AsyncStream",
        "BinaryAPIResponse",
        "BinaryContent",
        "Body",
        "BodyEncoding",
        "CookieParam",
        "HeaderParam",
        "Headers",
        "NotGiven",
        "Omit",
        "Operation",
        "PathParam",
        "Query",
        "QueryParam",
        "Stream",
        "SyncAPIResource",
        "TYPE_CHECKING",
        "Webhook",
    }
)
"""What modules of resources import from the runtime: types of such a name are imported there under another."""

WRAPPER_NAMES: Final = frozenset(
    {
        prefix + name
        for prefix in ("", "async_")
        for name in ("binary_raw_response", "binary_streamed_response", "raw_response", "streamed_response")
    }
    | {"self"}
)
"""What the constructors of `…WithRawResponse` classes use by name."""

CLIENT_MODULE_NAMES: Final = frozenset(
    {
        "AsyncAPIClient",
        "AsyncClient",
        "Auth",
        "Client",
        "Mapping",
        "MultipartFormat",
        "ProxiesTypes",
        "Querystring",
        "RequestOptions",
        "Secret",
        "Self",
        "SentOptions",
        "SyncAPIClient",
        "Timeout",
        "Transport",
    }
)
"""The same for `_client.py`, besides the names of the authentication classes."""

MODULE_RESERVED: Final = KEYWORDS | frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
"""Modules that cannot be imported by a statement, or cannot be files on Windows (device names)."""

TYPES_ROOT_MODULES: Final = frozenset({"shared", "shared_params"})

MODULE_BYTES: Final = 96
"""Longest file name without `.py`, so that a name and its suffix stay within 100 bytes."""

INITIALISMS: Final = _set("""
    3ds ach acl ai api ats cpu crm db dns e2e eeoc gb gpu hd hris html http https id ip iso jsonl kb kyb kyc lfs mb mp3
    mp4 nft saml sdk sku sms ss ssh sso url
""")
"""Words written in capitals inside a class name."""

BRANDS: Final = {"openai": "OpenAI"}
"""Words with a spelling of their own inside a class name."""

SYMBOL_WORDS: Final = {
    "!": "not",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "+": "plus",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    "<": "lt",
    "=": "eq",
    ">": "gt",
    "?": "question",
    "@": "at",
    "^": "caret",
    "_": "underscore",
    "|": "or",
    "~": "tilde",
}
"""How a name made of nothing but symbols is read aloud."""

LATIN_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "Ŋ": "Ng",
}  # fmt: skip
"""Latin letters that Unicode does not decompose into a base letter and a mark."""

LOOKALIKES: Final = frozenset("асеһіјоԛѕԝухАВЕЅІЈКМНОРСТХУԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανυр")
"""Cyrillic and Greek letters that look like Latin ones; a word of nothing else is written by code points."""

SINGULARS: Final = {
    "aliases": "alias", "analyses": "analysis", "apis": "api", "atlases": "atlas", "axes": "axis", "bases": "base",
    "buses": "bus", "caches": "cache", "calories": "calorie", "campuses": "campus", "canvases": "canvas",
    "children": "child", "cnis": "cni", "cookies": "cookie", "criteria": "criterion", "crises": "crisis",
    "databases": "database", "diagnoses": "diagnosis", "feet": "foot", "geese": "goose", "halves": "half",
    "hypotheses": "hypothesis", "indices": "index", "ids": "id", "knives": "knife", "leaves": "leaf", "lenses": "lens",
    "lies": "lie", "lives": "life", "matrices": "matrix", "men": "man", "mice": "mouse", "moves": "move",
    "movies": "movie", "oxen": "ox", "parentheses": "parenthesis", "people": "person", "pies": "pie",
    "quizzes": "quiz", "selfies": "selfie", "shelves": "shelf",
    "shoes": "shoe", "statuses": "status", "teeth": "tooth", "ties": "tie",
    "uis": "ui", "uris": "uri", "vertices": "vertex", "viruses": "virus", "women": "woman", "zombies": "zombie",
}  # fmt: skip

UNCOUNTABLE: Final = _set("""
    access aws bus business canvas chaos cors data dns ecs eks equipment gas gps https ios kubernetes lens macos media
    metadata news os rds redis s3 series sms sns species sqs ss status tls vps
""")
"""Words that have no other singular."""
