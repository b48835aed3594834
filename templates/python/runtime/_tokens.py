"""OAuth 2 tokens that the client fetches for itself (RFC 6749, 4.4): how to ask, and what was given. No I/O."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from ._utils._logs import MASK
from ._utils._record import Record

__all__ = ["TokenRequest", "TokenStore", "basic_value"]


class TokenRequest(Record):
    """`POST url` with this form and `Authorization` header; equal requests get equal tokens."""

    url: str
    form: tuple[tuple[str, str], ...]
    authorization: str | None

    def __repr__(self) -> str:
        return f"TokenRequest({self.url!r})"


class _Token(Record):
    value: str
    expires_at: float

    def __repr__(self) -> str:
        return f"_Token({MASK})"


class TokenStore:
    """The tokens that were fetched, shared by a client and its copies. Times are monotonic seconds."""

    _EARLY = 30.0
    """A token is replaced this long before it runs out, so that it does not run out on its way."""

    def __init__(self) -> None:
        self.version = 0
        """Changes with every token."""
        self._tokens: dict[TokenRequest, _Token] = {}

    def value(self, request: TokenRequest) -> str | None:
        token = self._tokens.get(request)
        return None if token is None else token.value

    def is_fresh(self, request: TokenRequest, now: float) -> bool:
        token = self._tokens.get(request)
        return token is not None and now < token.expires_at

    def put(self, request: TokenRequest, answer: object, now: float) -> None:
        """Keeps the token of a token response (RFC 6749, 5.1). Raises ValueError when there is none in it."""
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise ValueError("The token response has no access_token")
        lifetime = answer.get("expires_in") if isinstance(answer, dict) else None
        seconds = float(lifetime) if isinstance(lifetime, (int, float, str)) and _is_number(lifetime) else float("inf")
        self._tokens[request] = _Token(token, now + max(seconds - self._EARLY, seconds / 2))
        self.version += 1

    def drop(self, request: TokenRequest) -> None:
        self._tokens.pop(request, None)
        self.version += 1

    def texts(self) -> Iterator[str]:
        """The values that must not appear in error texts."""
        return (token.value for token in list(self._tokens.values()))


def _is_number(value: float | str) -> bool:
    try:
        return float(value) >= 0
    except ValueError:
        return False


def basic_value(username: str, password: str) -> str:
    """The `Authorization` header of basic authentication, in UTF-8 (RFC 7617, 2.1)."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
