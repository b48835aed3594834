"""What a method of a resource knows about its operation before it is called.

An `Operation` is made once, when the resource's module is imported, and costs next to nothing there: models and types
are behind zero-argument functions, and what is derived from them is made at the first call. In: arguments of a call,
under their Python names. Out: URL, query and headers, under the names of the wire.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, cast
from urllib.parse import quote

from typing_extensions import TypeVar

from ._request import NO_BODY_METHODS
from ._styles import (
    BodyEncoding,
    CookieParam,
    HeaderParam,
    PathParam,
    QueryParam,
    encode_header,
    encode_query,
    path_template,
)
from ._types import NotGiven, Omit
from ._utils._json import json_bytes

if TYPE_CHECKING:
    from ._auth import Requirements
    from ._qs import Querystring

__all__ = [
    "BodyEncoding",
    "BodyKind",
    "CookieParam",
    "HeaderParam",
    "Operation",
    "PathParam",
    "QueryParam",
    "low_level_plan",
]

T = TypeVar("T", default=None)
S = TypeVar("S")

BodyKind: TypeAlias = Literal["json", "form", "multipart", "text", "xml", "binary"]
StreamKind: TypeAlias = Literal["sse", "sse_event", "jsonl"]

_CONTENT_TYPES: dict[str, str] = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "text": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "binary": "application/octet-stream",
}
_SIMPLE = HeaderParam()
_ACCEPT_STREAM: dict[str | None, str] = {
    "sse": "text/event-stream",
    "sse_event": "text/event-stream",
    "jsonl": "application/jsonl",
}


_low_level: dict[str, Operation[object]] = {}


def low_level_plan(method: str) -> Operation[object]:
    """What is known about a request made by hand: its method."""
    plan = _low_level.get(method)
    if plan is None:
        plan = _low_level[method] = Operation(method, "", returns=lambda: object)
    return plan


class Operation(Generic[T]):
    """One operation; `T` is what its method returns (for pages: the item, for streams: the event).

    Args:
      method, path: the placeholders in the path are names of Python arguments.
      params: gives the `TypedDict` of all arguments that are not in the path.
      errors: gives the types of the bodies of errors, by status (`404`), range (`4XX`) or `default`,
        in this order (OpenAPI 3.1.1, section 4.8.16).
      returns: gives the type of the result. None: the response's body, if any, is not looked at.
      path_styles, query_styles, header_styles, cookie_styles: how parameters are written whose style is not the
        default; by argument name for the path, by wire name for the others.
      querystring: the wire name of the parameter that is the whole query (OpenAPI 3.2, `in: querystring`).
      querystring_type: the media type of that parameter.
      body_type: gives the type of a body that is one argument.
      body_kind: how the body is encoded.
      content_type: the body's media type, when it is not the one usual for its kind.
      body_encodings: the Encoding Objects of a form or multipart body, by wire name.
      xml_root: the name of an XML body's outermost element.
      accept: the media type that is asked for, when it is not JSON.
      stream: the response is a stream of events or lines; `sse_event`: of the events themselves, not of their data.
      server: the base URL, when it is not the client's; a mere path is one on the host of the client's.
      security: alternatives of schemes, when they are not the client's.
      unwrap: the property of the response that is the result.
      timeout: seconds, when the client's own timeout is the default one.
      max_retries: of the operation, when it differs from the client's.
      idempotent: whether it gets the client's idempotency header.
    """

    __slots__ = (
        "_accept",
        "_body_type",
        "_errors",
        "_has_result",
        "_param_types",
        "_params",
        "_returns",
        "body_encodings",
        "body_kind",
        "content_type",
        "cookie_styles",
        "header_styles",
        "idempotent",
        "kind",
        "max_retries",
        "method",
        "page_types",
        "path",
        "path_styles",
        "query_styles",
        "querystring",
        "querystring_type",
        "security",
        "server",
        "stream",
        "timeout",
        "unwrap",
        "xml_root",
    )

    def __init__(
        self,
        method: str,
        path: str,
        *,
        params: Callable[[], object] | None = None,
        returns: Callable[[], type[T]] | None = None,
        errors: Callable[[], Mapping[str, object]] | None = None,
        path_styles: Mapping[str, PathParam] | None = None,
        query_styles: Mapping[str, QueryParam] | None = None,
        querystring: str | None = None,
        querystring_type: str = "application/x-www-form-urlencoded",
        header_styles: Mapping[str, HeaderParam] | None = None,
        cookie_styles: Mapping[str, CookieParam] | None = None,
        body_type: Callable[[], object] | None = None,
        body_kind: BodyKind = "json",
        content_type: str | None = None,
        body_encodings: Mapping[str, BodyEncoding] | None = None,
        xml_root: str = "root",
        accept: str | None = None,
        stream: StreamKind | None = None,
        server: str | None = None,
        security: Requirements | None = None,
        unwrap: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        idempotent: bool = True,
    ) -> None:
        self.method = method
        self.path = path
        self._params = params
        self._returns = returns
        self._errors = errors
        self.path_styles = path_styles
        self.query_styles = query_styles
        self.querystring = querystring
        self.querystring_type = querystring_type
        self.header_styles = header_styles
        self.cookie_styles = cookie_styles
        self._body_type = body_type
        self.body_kind: BodyKind = body_kind
        self.content_type = content_type or _CONTENT_TYPES[body_kind]
        self.body_encodings = body_encodings
        self._accept = accept
        self.stream: StreamKind | None = stream
        self.server = server
        self.security = security
        self.unwrap = unwrap
        self.timeout = timeout
        self.max_retries = max_retries
        self.idempotent = idempotent and method not in NO_BODY_METHODS
        self.xml_root = xml_root
        self.page_types: dict[Any, Any] = {}
        self.kind: tuple[object, ...] = ()
        self._param_types: tuple[Any, Any] | None = None
        self._has_result = returns is not None
        self._set_kind()

    def __repr__(self) -> str:
        return f"Operation({self.method!r}, {self.path!r})"

    def streaming(self, kind: StreamKind, item: Callable[[], type[S]], *, accept: str | None = None) -> Operation[S]:
        """The same operation when it answers with a stream of `item`."""
        other = cast("Operation[S]", copy.copy(self))
        other.stream = kind
        other._returns = item
        other._has_result = True
        other._accept = accept
        other.unwrap = None
        other.page_types = {}
        other._set_kind()
        return other

    def _set_kind(self) -> None:
        """Operations of one kind get the same headers from a client."""
        self.kind = (self.accept, None if self.method in NO_BODY_METHODS else self.default_content_type, self.security)

    @property
    def default_content_type(self) -> str:
        """The `Content-Type` of a request whose body does not say its own."""
        return _CONTENT_TYPES["json"] if self.body_kind == "multipart" else self.content_type

    @property
    def accept(self) -> str:
        """The `Accept` header."""
        if self._accept is not None:
            return self._accept
        if self.stream is not None:
            return _ACCEPT_STREAM[self.stream]
        return "application/json" if self._has_result else "*/*"

    @property
    def result(self) -> type[T]:
        """The type that `returns` gives; NoneType without one."""
        return cast("type[T]", type(None)) if self._returns is None else self._returns()

    @property
    def param_types(self) -> tuple[Any, Any]:
        """The types of the query arguments and of the body; None where there is nothing to translate."""
        if self._param_types is None:
            params = None if self._params is None else self._params()
            self._param_types = (params, params if self._body_type is None else self._body_type())
        return self._param_types

    def error_type(self, status_code: int) -> object | None:
        """The type of an error's body, None where there is none; what is nearest to the status decides."""
        types = {} if self._errors is None else self._errors()
        keys = (str(status_code), f"{status_code // 100}XX", "default")
        return next((types[key] for key in keys if key in types), None)

    def url(self, values: Mapping[str, Any]) -> str:
        """The path with its placeholders filled in, with the operation's server if it has one.

        Raises ValueError, naming the argument, for values that would lead to another route.
        """
        path = path_template(self.path, values=values, styles=self.path_styles)
        return path if self.server is None else self.server.rstrip("/") + path

    def header_texts(self, headers: Mapping[str, Any]) -> dict[str, str | Omit]:
        """Header parameters as text, by wire name; sentinels and None are left out."""
        styles = self.header_styles or {}
        return {
            name: encode_header(value, styles.get(name, _SIMPLE))
            for name, value in headers.items()
            if not isinstance(value, (Omit, NotGiven)) and value is not None
        }

    def query(self, params: Mapping[str, Any], qs: Querystring) -> str:
        """The query string, percent-encoded, without `?`."""
        if self.querystring is None or self.querystring not in params:
            return encode_query(params, qs=qs, styles=self.query_styles)
        others = {name: value for name, value in params.items() if name != self.querystring}
        whole = params[self.querystring]
        if isinstance(whole, Mapping) and self.querystring_type == "application/x-www-form-urlencoded":
            text = encode_query(whole, qs=qs)
        elif isinstance(whole, str):
            text = whole.removeprefix("?")
        else:
            text = quote(json_bytes(whole), safe="")
        return "&".join(part for part in (text, encode_query(others, qs=qs)) if part)
