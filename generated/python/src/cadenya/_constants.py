"""The numbers a client starts with."""

from ._http import httpx

RAW_RESPONSE_HEADER = "X-Stainless-Raw-Response"
"""Asks for the response object instead of the parsed result: `raw` (body read) or `stream` (body unread)."""

DEFAULT_TIMEOUT = httpx.Timeout(timeout=60, connect=5.0)
DEFAULT_MAX_RETRIES = 2
DEFAULT_CONNECTION_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20)
OWN_CONNECTION_LIMITS = httpx.Limits(
    max_connections=DEFAULT_CONNECTION_LIMITS.max_connections,
    max_keepalive_connections=DEFAULT_CONNECTION_LIMITS.max_connections,
)
"""Of the HTTP client that a client makes for itself: each of its connections may wait for the next request.

When a pool holds more than `max_keepalive_connections`, counting those in use, httpx closes each one as soon as its
response has been read: 100 calls at once would open a connection, with its handshakes, for nearly every call.
"""

INITIAL_RETRY_DELAY = 0.5
"""Seconds before the first retry, before jitter."""
MAX_RETRY_DELAY = 8
"""No delay between two attempts is longer than this, unless the server asks for it."""

DEFAULT_MAX_RESPONSE_BYTES = 128 * 1024 * 1024
"""A response that is decoded may have this many bytes after decompression."""
DEFAULT_MAX_FILE_BYTES = 1024 * 1024 * 1024
"""A file that is read into memory may have this many bytes after decompression."""
DEFAULT_MAX_PAGES = 100_000
"""So many pages are asked for, one after the other, while a list is iterated over."""
MAX_ERROR_BYTES = 1024 * 1024
"""Of the body of an error response, this much is read."""
