"""Logging, and keeping credentials out of it: out of log lines, error texts and pickled errors."""

from __future__ import annotations

import copy
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

from typing_extensions import override

from .._http import httpx

__all__ = [
    "MASK",
    "hide_query_values",
    "logger",
    "mask_causes",
    "mask_secrets",
    "redact_headers",
    "redact_request",
    "redact_response",
    "redact_url",
    "request_secrets",
    "setup_logging",
]

logger = logging.getLogger("cadenya")
_http_logger = logging.getLogger("httpx")

MASK = "***"

# What is known to be harmless is shown; any other header may be somebody's credential.
_SHOWN_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "etag",
        "expires",
        "host",
        "last-modified",
        "request-id",
        "retry-after",
        "retry-after-ms",
        "server",
        "transfer-encoding",
        "user-agent",
        "vary",
        "x-request-id",
        "x-should-retry",
    }
)
_SHOWN_PREFIXES = ("x-stainless-", "x-ratelimit-")
_SECRET_PARAM = re.compile(r"key|token|secret|passw|auth|sig|credential|session|code|jwt", re.IGNORECASE)
_SHORTEST_SECRET = 6
_LONGEST_MESSAGE = 2000
"""In bytes."""
_DEEPEST_CAUSE = 10

_secret_params: set[str] = set()


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers with the values of all that are not known to be harmless masked."""
    return {name: value if _is_shown(name.lower()) else MASK for name, value in headers.items()}


def _is_shown(name: str) -> bool:
    """Whether a header, its name in lower case, is known to be harmless."""
    return name in _SHOWN_HEADERS or name.startswith(_SHOWN_PREFIXES)


def redact_url(url: httpx.URL) -> str:
    """The URL as text, without user-info; query parameters that sound like credentials have their values masked."""
    if url.userinfo:
        url = url.copy_with(userinfo=b"")
    text = str(url)
    head, mark, query = text.partition("?")
    return head + mark + "&".join(_redact_pair(pair) for pair in query.split("&"))


def _redact_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={MASK}" if equals and (name in _secret_params or _SECRET_PARAM.search(name)) else pair


def redact_request(request: httpx.Request) -> httpx.Request:
    """A request for the record: masked headers and URL, no body."""
    return httpx.Request(request.method, redact_url(request.url), headers=redact_headers(request.headers))


def redact_response(response: httpx.Response) -> httpx.Response:
    """A copy of the response that can be pickled, with masked headers, whose request is masked as well."""
    recorded = copy.copy(response)
    recorded.request = redact_request(response.request)
    recorded.headers = httpx.Headers(redact_headers(response.headers))
    recorded.history = []
    recorded.next_request = None
    return recorded


def request_secrets(request: httpx.Request) -> Iterator[str]:
    """The values of a request's headers that must not appear in error texts."""
    for name, value in request.headers.items():
        if not _is_shown(name):
            yield value
    yield request.headers.get("authorization", "").partition(" ")[2]


def mask_secrets(message: str, secrets: Iterable[str]) -> str:
    """Takes credentials out of a text that the server may have echoed them into, and cuts it to a readable length."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            for written in {secret, json.dumps(secret)[1:-1], quote(secret, safe=""), quote_plus(secret)}:
                message = message.replace(written, MASK)
    if len(message) * 4 > _LONGEST_MESSAGE:
        encoded = message[:_LONGEST_MESSAGE].encode("utf-8", "replace")
        if len(message) > _LONGEST_MESSAGE or len(encoded) > _LONGEST_MESSAGE:
            return encoded[:_LONGEST_MESSAGE].decode("utf-8", "ignore") + "…"
    return message


def mask_causes(error: BaseException, secrets: Iterable[str]) -> None:
    """Does the same to the texts of an error and its causes, in place: libraries quote what the server sent."""
    known = list(secrets)
    cause: BaseException | None = error
    for _ in range(_DEEPEST_CAUSE):
        if cause is None:
            return
        if not isinstance(cause, OSError):
            cause.args = tuple(mask_secrets(arg, known) if isinstance(arg, str) else arg for arg in cause.args)
        cause = cause.__cause__ or cause.__context__


class _QueryFilter(logging.Filter):
    """The HTTP library logs whole URLs; this masks the parameters that hold credentials."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(redact_url(arg) if isinstance(arg, httpx.URL) else arg for arg in record.args)
        return True


def hide_query_values(names: Iterable[str]) -> None:
    """From now on the values of these query parameters are masked, also in the HTTP library's own log lines."""
    _secret_params.update(names)
    if not any(isinstance(present, _QueryFilter) for present in _http_logger.filters):
        _http_logger.addFilter(_QueryFilter())


def setup_logging() -> None:
    """Sets the log levels that the environment variable `CADENYA_LOG` asks for: `info` or `debug`."""
    level = {"debug": logging.DEBUG, "info": logging.INFO}.get(os.environ.get("CADENYA_LOG", "").lower())
    if level is None:
        return
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logger.setLevel(level)
    _http_logger.setLevel(level)
    hide_query_values(())
