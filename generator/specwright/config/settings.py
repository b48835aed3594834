"""The settings blocks of the configuration: everything in it that is not the tree of resources.

What comes in: nothing; `read.py` and `infer.py` build these. What goes out: frozen dataclasses, times in seconds, every
node with the place it was written at (for an inferred configuration: the place in the OpenAPI document it came from).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ..ir.auth import AuthRole
from ..ir.origin import Origin
from ..ir.paging import PagingKind
from ..ir.types import JsonValue
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class OptionAuth:
    """The security scheme a client option feeds, and which part of the credentials it is."""

    scheme: str
    role: AuthRole = AuthRole.VALUE


@dataclass(frozen=True, slots=True)
class ClientOptionConfig:
    """`client_settings.opts.<name>`: one argument of the client's constructor.

    `type` is `string`, `integer`, `number` or `boolean`; `nullable` means that it may be left out. At most one of the
    `send_*` fields is normally set; each is the name on the wire.
    """

    name: str
    origin: Origin
    type: str = "string"
    nullable: bool = False
    description: str | None = None
    default: JsonValue = None
    example: JsonValue = None
    read_env: str | None = None
    auth: OptionAuth | None = None
    server_variable: str | None = None
    send_in_header: str | None = None
    send_as_query_param: str | None = None
    send_as_body_param: str | None = None
    send_as_path_param: str | None = None
    send_in_cookie: str | None = None
    required_in_tests: bool = False


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """`client_settings`. Times are seconds (the file has milliseconds or ISO 8601 durations)."""

    origin: Origin
    options: tuple[ClientOptionConfig, ...] = ()
    idempotency_header: str | None = None
    default_headers: tuple[tuple[str, str], ...] = ()
    default_timeout: float = 60.0
    max_retries: int = 2
    initial_retry_delay: float = 0.5
    max_retry_delay: float = 8.0
    env_prefix: str | None = None
    """`default_env_prefix`: replaces the prefix made from the organisation's name (`CADENYA`)."""
    client_name: str | None = None
    """`default_client_name`: replaces the client class name made from the organisation's name."""
    response_headers: tuple[tuple[str, str], ...] = ()
    """Pairs of an attribute of raw responses and errors, and the header that it holds."""
    omit_platform_headers: bool = False


@dataclass(frozen=True, slots=True)
class License:
    """`settings.license`: an SPDX identifier, or a text of one's own."""

    name: str
    contents: str | None = None
    extension: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """`settings`.

    A response whose only property is one of `unwrap_response_fields` gives that property; with
    `unwrap_multiproperty_response_fields` also when it has others.
    """

    origin: Origin
    license: License | None = None
    unwrap_response_fields: tuple[str, ...] = ()
    unwrap_multiproperty_response_fields: bool = False
    positional_params: bool = True
    per_endpoint_security: bool = False
    license_classifier: str | None = None
    file_header: str | None = None
    disable_tests: bool = False
    sort_properties: bool = False


@dataclass(frozen=True, slots=True)
class ErrorVariant:
    """`errors.union.variants.<value>`: what is said about the error whose discriminator has `value`."""

    value: str
    status_code: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorUnion:
    """`errors.union`: error bodies that a property tells apart. `source` is a pointer with `#`."""

    origin: Origin
    source: str
    discriminator: str
    status_property: str | None = None
    variants: tuple[ErrorVariant, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorSettings:
    """`errors`. `message_property`: the wire name of the property that is an error's message."""

    message_property: str | None = None
    union: ErrorUnion | None = None


class ArrayFormat(Enum):
    COMMA = "comma"
    REPEAT = "repeat"
    INDICES = "indices"
    BRACKETS = "brackets"


class NestedFormat(Enum):
    BRACKETS = "brackets"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """`query_settings`: how lists and objects stand in a query string when the document does not say it itself."""

    origin: Origin
    array_format: ArrayFormat = ArrayFormat.COMMA
    nested_format: NestedFormat = NestedFormat.BRACKETS


class PartFormat(Enum):
    """How an object in a multipart body is written; `json` is what OpenAPI says (3.1.1, section 4.8.15.1)."""

    BRACKETS = "brackets"
    DOTS = "dots"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class MultipartSettings:
    """`multipart_settings`: how lists and objects stand in a multipart body when no Encoding Object says it."""

    array_format: ArrayFormat = ArrayFormat.BRACKETS
    nested_format: PartFormat = PartFormat.BRACKETS


@dataclass(frozen=True, slots=True)
class SecuritySchemeConfig:
    """`security_schemes.<name>`: an OpenAPI Security Scheme Object that replaces or adds to the document's."""

    name: str
    data: Mapping[str, JsonValue]
    origin: Origin


class EventAction(Enum):
    YIELD = "yield"
    DONE = "done"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class EventRule:
    """One rule of `streaming.on_event`; the first that matches decides.

    A rule matches by `event_types` (the event names, None in it: an event without a name), by the beginning of the
    data (`data_starts_with`), or always (`fallthrough`). `error_property`: the wire name of the data's property with
    the error, None for the whole data.
    """

    origin: Origin
    action: EventAction
    event_types: tuple[str | None, ...] = ()
    data_starts_with: str | None = None
    fallthrough: bool = False
    error_property: str | None = None


@dataclass(frozen=True, slots=True)
class Casing:
    """`custom_casings.<word>`: its spellings by style (`snake`, `pascal`, `camel`, `capital`, `singular`, `plural`).

    `initialism` True makes the word all capitals in class names, False takes that away from a default initialism.
    """

    word: str
    origin: Origin
    initialism: bool | None = None
    spellings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PagingPropertyConfig:
    """A property of a scheme's `request` or `response`.

    `path`: the wire names from the root (`("pagination", "nextCursor")`); `schema`: its schema as written, without the
    `x-stainless-pagination-property` that gave the rest. `schema_type` is its JSON Schema type, None when it has none.
    """

    path: tuple[str, ...]
    origin: Origin
    schema: Mapping[str, JsonValue]
    purpose: str | None = None
    is_top_level_array: bool = False
    from_header: str | None = None
    required: bool = False

    @property
    def schema_type(self) -> str | None:
        kind = self.schema.get("type")
        return kind if isinstance(kind, str) else None


@dataclass(frozen=True, slots=True)
class PagingSchemeConfig:
    """One entry of `pagination`. `name` as written (`cursor_pagination`); classes are its Pascal case."""

    name: str
    kind: PagingKind
    origin: Origin
    request: tuple[PagingPropertyConfig, ...] = ()
    response: tuple[PagingPropertyConfig, ...] = ()
    in_body: bool = False
    continue_on_empty_items: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleRequest:
    """`readme.example_requests.<place>`; `endpoint` is spelled as everywhere (`get /v1/things`)."""

    place: str
    endpoint: str
    origin: Origin
    params: Mapping[str, JsonValue]
    response_property: str | bool | None = None
    assign_to: str | None = None
    file_param: str | None = None
    file_path: str | None = None


@dataclass(frozen=True, slots=True)
class Transform:
    """One entry of `openapi.transforms`; `arguments` as written (`target`, `value`, `keys`, `from`, `to`, …)."""

    command: str
    arguments: Mapping[str, JsonValue]
    reason: str | None
    origin: Origin
