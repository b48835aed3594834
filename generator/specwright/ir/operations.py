"""Operations: one HTTP exchange and what Python needs to know to make it."""

from __future__ import annotations

from ..values import Choice, dataclass
from .auth import SecurityRequirement
from .definitions import Field
from .names import Name
from .origin import Origin
from .types import JsonValue, Type


class ParamWhere(Choice):
    PATH = "path"
    QUERY = "query"
    QUERYSTRING = "querystring"
    """OpenAPI 3.2: the whole query string as one value."""
    HEADER = "header"
    COOKIE = "cookie"


class ParamStyle(Choice):
    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    DEEP_OBJECT = "deepObject"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter. `style` and `explode` always stand here, with OpenAPI's defaults filled in.

    `style_written`: the document said so itself (otherwise the SDK's `query_settings` decide about arrays in the
    query). `media_type`: the key of a `content` parameter, serialised by it instead of by style.
    """

    where: ParamWhere
    wire: str
    type: Type
    required: bool
    style: ParamStyle
    explode: bool
    origin: Origin
    style_written: bool = False
    allow_reserved: bool = False
    media_type: str | None = None
    name: Name | None = None
    default: JsonValue = None
    has_default: bool = False
    doc: str | None = None
    deprecated: bool = False
    constraints: tuple[tuple[str, str | int | float | bool], ...] = ()
    example: JsonValue = None
    allow_empty: bool = False
    """`allowEmptyValue`: `?name=` is a value of its own."""


class ContentKind(Choice):
    """How a body's bytes are made or read, decided from the media type."""

    JSON = "json"
    FORM = "form"
    MULTIPART = "multipart"
    TEXT = "text"
    XML = "xml"
    BINARY = "binary"
    SSE = "sse"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An Encoding Object (OpenAPI 3.1, 4.8.15) of one property of a form or multipart body."""

    wire: str
    content_type: str | None
    style: ParamStyle | None
    explode: bool | None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One media type of a body or response. `type` is None when the document gives no schema."""

    media_type: str
    kind: ContentKind
    type: Type | None
    origin: Origin
    item: Type | None = None
    """OpenAPI 3.2 `itemSchema`: the type of each event or line of a stream."""
    encodings: tuple[Encoding, ...] = ()
    examples: tuple[JsonValue, ...] = ()
    xml_root: str | None = None
    """The name of the outermost element of an XML body."""


@dataclass(frozen=True, slots=True)
class Body:
    """A request body. `contents[0]` is the one methods send; the others stand in the manifest.

    `spread` are the properties of an object body that become keyword arguments; None when the whole body is one
    argument, called `argument`. `variants` are the ids of the records that a body may be which is one of several
    objects: `spread` then are the properties of all of them.
    """

    contents: tuple[Content, ...]
    required: bool
    origin: Origin
    spread: tuple[Field, ...] | None
    argument: Name | None = None
    doc: str | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    wire: str
    type: Type
    required: bool
    origin: Origin
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """`status` as written: `200`, `4XX`, `default`. No contents: no body. `links`: the keys of its `links`."""

    status: str
    contents: tuple[Content, ...]
    origin: Origin
    headers: tuple[Header, ...] = ()
    doc: str | None = None
    links: tuple[str, ...] = ()


class StreamKind(Choice):
    SSE = "sse"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Stream:
    """The method can stream. `discriminator`: the boolean that asks for it, None for always; `place`: where that is
    sent, `body` or `query`.

    `is_event`: an item is a server-sent event itself, with `event`, `data` and `id`, instead of what its data holds.
    `media_type` is the content's, None when it is only the configuration that speaks of a stream.
    """

    kind: StreamKind
    item: Type
    discriminator: str | None = None
    is_event: bool = False
    media_type: str | None = None
    place: str = "body"


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """What the document promises about the life of an operation; the client does not care, a review does.

    `sunset` is `x-sunset` as written (a date), `stability` is `x-stability-level` (`draft`, `alpha`, `beta`, `stable`),
    `internal` is `x-internal`.
    """

    sunset: str | None = None
    stability: str | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. `id` is `get /v1/things/{thingId}`; `path` keeps the document's `{wire}` placeholders.

    `result` is the success content that the method returns, already unwrapped when configured (`unwrap` is then the
    wire name of the property inside the envelope, and `result_type` the inner type). `result_type` None: no body.
    """

    id: str
    method: str
    path: str
    origin: Origin
    operation_id: str | None
    summary: str | None
    doc: str | None
    deprecated: bool
    params: tuple[Param, ...]
    body: Body | None
    responses: tuple[Response, ...]
    result: Content | None
    result_type: Type | None
    unwrap: str | None
    stream: Stream | None
    security: tuple[SecurityRequirement, ...] | None
    """None: the API's own requirements; (): explicitly none."""
    servers: tuple[str, ...]
    """URLs of operation- or path-level servers, variables filled with their defaults; () for the API's own."""
    tags: tuple[str, ...] = ()
    life: LifeCycle = LifeCycle()


class StreamAction(Choice):
    """What a stream does with an event."""

    YIELD = "yield"
    DONE = "done"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class StreamRule:
    """A rule about server-sent events; of several the first that matches an event decides.

    It matches by `event_types` (None in it: an event without a name), by how the data begins (`data_starts_with`), or
    always (`fallthrough`). `error_property` is the wire name of the property that holds the error, None for all data.
    """

    action: StreamAction
    event_types: tuple[str | None, ...] = ()
    data_starts_with: str | None = None
    fallthrough: bool = False
    error_property: str | None = None
