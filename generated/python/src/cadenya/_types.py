"""Names for the types that stand in the signatures of every client: sentinels, request options, files.

Nothing here does work. The HTTP library is named for type checkers only, so that importing this module costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, ClassVar, Literal, Protocol, SupportsIndex, TypeAlias, TypeVar, overload

from typing_extensions import Self, TypedDict, override

if TYPE_CHECKING:
    from ._http import httpx

    Timeout: TypeAlias = httpx.Timeout
    Transport: TypeAlias = httpx.BaseTransport
    AsyncTransport: TypeAlias = httpx.AsyncBaseTransport
    ProxiesTypes: TypeAlias = str | httpx.Proxy | dict[str, str | httpx.Proxy | None]

__all__ = [
    "NOT_GIVEN",
    "SENTINELS",
    "AnyMapping",
    "AsyncTransport",
    "Base64FileInput",
    "Body",
    "FileContent",
    "FileTypes",
    "Headers",
    "IncEx",
    "ModelBuilderProtocol",
    "ModelT",
    "NoneType",
    "NotGiven",
    "Omit",
    "PartTypes",
    "ProxiesTypes",
    "Query",
    "RequestFiles",
    "RequestOptions",
    "ResponseT",
    "SequenceNotStr",
    "Timeout",
    "Transport",
    "not_given",
    "omit",
]

T_co = TypeVar("T_co", covariant=True)
ResponseT = TypeVar("ResponseT")
ModelT = TypeVar("ModelT")

NoneType: type[None] = type(None)


class NotGiven:
    """Says "the caller did not pass this argument" where `None` already means something, as in `timeout=None`."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "NOT_GIVEN"


not_given = NotGiven()
NOT_GIVEN = not_given
"""The older spelling of `not_given`, kept for code that imports it."""


class Omit:
    """Leaves a parameter out of the request; as a header's value it removes a default header.

    `None` is different: it is sent as `null`.
    """

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    @override
    def __repr__(self) -> str:
        return "omit"


omit = Omit()

SENTINELS: frozenset[type] = frozenset({Omit, NotGiven})
"""Values of these types are never sent."""

AnyMapping: TypeAlias = Mapping[str, object]
Headers: TypeAlias = Mapping[str, str | Omit]
Query: TypeAlias = Mapping[str, object]
Body: TypeAlias = object

IncEx: TypeAlias = "set[int] | set[str] | Mapping[int, IncEx | bool] | Mapping[str, IncEx | bool]"
"""What pydantic takes for `include` and `exclude`."""

FileContent: TypeAlias = IO[bytes] | bytes | PathLike[str]
"""The bytes of a file, an open binary file, or a path to one."""

PartTypes: TypeAlias = (
    tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""(file name, content), then optionally the content type and further headers of the part."""

FileTypes: TypeAlias = FileContent | PartTypes
"""What a file parameter accepts."""

Base64FileInput: TypeAlias = IO[bytes] | bytes | PathLike[str]
"""Bytes, an open binary file or a path to one, sent in base64 inside JSON. (Text is taken as base64 already.)"""

RequestFiles: TypeAlias = Mapping[str, FileTypes] | Sequence[tuple[str, FileTypes]]
"""The files of a multipart body, by field name."""


class RequestOptions(TypedDict, total=False):
    """`options=` of the low-level verbs (`client.get`, `client.post`, ...)."""

    headers: Headers
    max_retries: int
    timeout: float | Timeout | None
    params: Query
    extra_json: AnyMapping
    idempotency_key: str
    follow_redirects: bool


class ModelBuilderProtocol(Protocol):
    """A result type that makes itself from the response and its decoded body."""

    @classmethod
    def build(cls, *, response: httpx.Response, data: object) -> Self: ...


class InheritsGeneric(Protocol):
    """A class that still knows which generic classes it was made from."""

    __orig_bases__: ClassVar[tuple[Any, ...]]


PostParser: TypeAlias = Callable[[Any], Any]
"""A step between decoding and returning, such as taking `data` out of its envelope."""


class SequenceNotStr(Protocol[T_co]):
    """A sequence that is not a `str`: passing "abc" where a list of strings is meant is a type error."""

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> Sequence[T_co]: ...
    def __contains__(self, value: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...
    def index(self, value: Any, start: int = 0, stop: int = ..., /) -> int: ...
    def count(self, value: Any, /) -> int: ...
    def __reversed__(self) -> Iterator[T_co]: ...


_HTTP_TYPES = {"Timeout": "Timeout", "Transport": "BaseTransport", "AsyncTransport": "AsyncBaseTransport"}


def __getattr__(name: str) -> Any:
    """The HTTP library's classes under the names users import, looked up when they are asked for."""
    if name not in _HTTP_TYPES and name != "ProxiesTypes":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ._http import httpx

    if name == "ProxiesTypes":
        return str | httpx.Proxy | dict[str, str | httpx.Proxy | None]
    return getattr(httpx, _HTTP_TYPES[name])
