"""The whole API."""

from __future__ import annotations

from collections.abc import Mapping

from ..values import dataclass
from .auth import Auth, AuthRole, SecurityRequirement
from .definitions import Definition
from .errors import ErrorUnion
from .names import Name
from .operations import Operation, StreamRule
from .origin import Origin
from .paging import PagingScheme
from .resources import Resource
from .types import JsonScalar


@dataclass(frozen=True, slots=True)
class Info:
    title: str
    version: str
    doc: str | None
    license_name: str | None
    license_url: str | None
    contact_name: str | None
    contact_email: str | None
    contact_url: str | None
    docs_url: str | None


@dataclass(frozen=True, slots=True)
class ServerVariable:
    wire: str
    default: str
    values: tuple[str, ...] = ()
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """`url` keeps its `{variable}` placeholders."""

    url: str
    variables: tuple[ServerVariable, ...]
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    name: Name
    server: Server


@dataclass(frozen=True, slots=True)
class ClientOption:
    """A constructor argument. `env`: the variable read when it is not given. `auth`: the scheme it feeds.

    `send_in_header`, `send_as_query_param`, `send_as_path_param`, `send_in_cookie`, `send_as_body_param`: the wire name
    under which it goes out with every request, `server_variable` the server URL variable it fills.
    """

    name: Name
    type: str
    """`string`, `integer`, `number` or `boolean`."""
    required: bool
    doc: str | None = None
    default: JsonScalar = None
    env: str | None = None
    auth_scheme: str | None = None
    auth_role: AuthRole = AuthRole.VALUE
    server_variable: str | None = None
    send_in_header: str | None = None
    send_as_query_param: str | None = None
    send_as_path_param: str | None = None
    send_in_cookie: str | None = None
    send_as_body_param: str | None = None
    example: JsonScalar = None


@dataclass(frozen=True, slots=True)
class Hook:
    """Something the API sends to its users: a webhook, or a callback of the operation `operation`.

    `payload` is the id of its body's definition, None without a body; `headers` the names of its header parameters;
    `statuses` the answers it expects; `expression` the URL of a callback, as written.
    """

    name: str
    method: str
    origin: Origin
    payload: str | None
    headers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    operation: str | None = None
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Api:
    """Everything the document and its configuration say.

    `definitions` and `operations` are keyed by id, in document order; `root` is the resource tree. `webhooks` and
    `callbacks` are the definition ids of payloads the API sends to its users.
    """

    info: Info
    name: Name
    """The organisation: `cadenya`, `onebusaway-sdk`; client class and environment variables come from it."""
    servers: tuple[Server, ...]
    environments: tuple[Environment, ...]
    options: tuple[ClientOption, ...]
    auth: tuple[Auth, ...]
    security: tuple[SecurityRequirement, ...]
    definitions: Mapping[str, Definition]
    operations: Mapping[str, Operation]
    root: Resource
    paging: tuple[PagingScheme, ...]
    webhooks: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    query_array_format: str = "comma"
    query_nested_format: str = "brackets"
    multipart_array_format: str = "brackets"
    multipart_nested_format: str = "brackets"
    idempotency_header: str | None = None
    default_headers: tuple[tuple[str, str], ...] = ()
    default_timeout: float = 60.0
    max_retries: int = 2
    initial_retry_delay: float = 0.5
    max_retry_delay: float = 8.0
    custom_casings: Mapping[str, Mapping[str, str]] | None = None
    env_prefix: str | None = None
    stream_rules: tuple[StreamRule, ...] = ()
    origin: Origin | None = None
    """The document itself."""
    hooks: tuple[Hook, ...] = ()
    """All webhooks and callbacks, also those that share a payload."""
    tags: tuple[tuple[str, str | None], ...] = ()
    """The document's list of tags, each with its description."""
    without_method: tuple[str, ...] = ()
    """Ids of the document's operations that no method of the configuration calls."""
    errors: ErrorUnion | None = None
    error_message: str | None = None
    """The wire name of the property of an error body that is its message."""
    response_headers: tuple[tuple[str, str], ...] = ()
    """Attributes of raw responses and errors, each with the header that it holds."""
    platform_headers: bool = True
    """Whether the client says what it runs on, in headers."""
    bare_params: frozenset[str] = frozenset()
    """Ids of definitions whose types for requests are called as they are, without `Param`."""
    sent_models: frozenset[str] = frozenset()
    """Ids of definitions that have types for requests though no method takes them."""
    optional_nullable_fields: bool = False
    """Whether required fields of responses that may be null default to None."""
    standalone: frozenset[tuple[str, ...]] = frozenset()
    """Paths of resources that have a package for their types, and an api.md, of their own."""
