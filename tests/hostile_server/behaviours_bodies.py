"""Behaviours of the body, of errors and of what asks for retries. Threats b 4 to b 10, and b 13."""

from __future__ import annotations

import json
from email.utils import formatdate
from typing import Any

from cadenya import (
    APIResponseValidationError,
    APIStatusError,
    ConflictError,
    InternalServerError,
    RateLimitError,
)
from cadenya.types import WorkspaceSecret

from .calls import API_KEY, NOW
from .catalogue import Outcome, behaviour, table
from .server import JSON, SECRET, Answer, Exchange


def _body(body: bytes, kind: str = JSON, *headers: str, status: str = "200 OK") -> Answer:
    return lambda exchange: exchange.reply(body, *headers, kind=kind, status=status)


def _secret(**changes: Any) -> bytes:
    return json.dumps({**json.loads(SECRET), **changes}).encode()


# b 5: 200, but not what was declared

_INVALID = {"raises": APIResponseValidationError}
_HTML = "Content-Type: text/html; charset=utf-8"
table(
    "b05",
    "",
    {
        "html-200-as-json": (_body(b"<html>Log in</html>"), _INVALID),
        # Statement 68 of the published surface: what does not say it is JSON is returned as text, not as a model.
        "html-200": (
            _body(b"<html>Log in</html>", _HTML),
            {"raises": None, "check": lambda outcome: outcome.value == "<html>Log in</html>"},
        ),
        "html-200-strict": (
            _body(b"<html>Log in</html>", _HTML),
            _INVALID | {"options": {"_strict_response_validation": True}},
        ),
        "html-200-events": (_body(b"<html>Log in</html>", _HTML), _INVALID | {"call": "events"}),
        "html-200-page": (_body(b"<html>Log in</html>"), _INVALID | {"call": "list"}),
        "empty-200": (_body(b""), _INVALID),
        "empty-200-without-type": (_body(b"", ""), _INVALID),
        "empty-200-page": (_body(b"", ""), _INVALID | {"call": "page"}),
        "blank-200": (_body(b" \r\n"), _INVALID),
        "no-content-204": (
            lambda exchange: exchange.send(b"HTTP/1.1 204 No Content\r\n\r\n"),
            {"raises": None, "check": lambda outcome: outcome.value is None},
        ),
        "null-200": (_body(b"null"), _INVALID),
        "null-200-page": (_body(b"null"), _INVALID | {"call": "list"}),
        "array-200-page": (_body(b"[" + SECRET + b"]"), _INVALID | {"call": "list"}),
        "array-of-scalars-200": (_body(b"[1, 2]"), _INVALID),
        # Statement 65: a list where a model is declared is a list of models.
        "array-200": (
            _body(b"[" + SECRET + b"]"),
            {"raises": None, "check": lambda outcome: isinstance(outcome.value[0], WorkspaceSecret)},
        ),
        "string-200": (_body(b'"hello"'), _INVALID),
        "number-200": (_body(b"42"), _INVALID),
        "boolean-200": (_body(b"true"), _INVALID),
        "object-for-array-200": (_body(b'{"a": 1}'), _INVALID | {"call": "data"}),
        "null-for-array-200": (_body(b"null"), _INVALID | {"call": "data"}),
        "array-for-map-200": (_body(b"[]"), _INVALID | {"call": "map"}),
    },
)

# b 6: nearly right


def _harmless(outcome: Outcome) -> bool:
    """Extra properties stay data: the model is still itself, and can be shown and written."""
    model = outcome.value
    shown = repr(model) + model.to_json() + str(model.to_dict())
    return isinstance(model, WorkspaceSecret) and "pwned" in shown and model.metadata.id == "sec_1"


_NASTY_NAMES = """
    __class__ __dict__ __init__ __module__ __pydantic_fields_set__ __pydantic_extra__ __pydantic_private__ __proto__
    model_config model_fields model_dump to_dict construct _options constructor self class 1
""".split()  # noqa: SIM905 - a list of this length is easier to read as words
_NASTY = dict.fromkeys([*_NASTY_NAMES, "", "a b", "\u202e"], "pwned")
_FINE: dict[str, Any] = {"raises": None}


def _kept(path: str, expected: object) -> dict[str, Any]:
    def check(outcome: Outcome) -> bool:
        value = outcome.value
        for name in path.split("."):
            value = getattr(value, name)
        return bool(value == expected) and bool(repr(outcome.value))

    return {"raises": None, "check": check}


def _names_the_field(outcome: Outcome) -> bool:
    return "metadata.id" in str(outcome.error)


_BAD_ID = _secret(metadata={"id": {"a": 1}, "name": 7, "createdAt": "someday"})
table(
    "b06",
    "",
    {
        "extra-properties": (_body(_secret(later="pwned")), {"raises": None, "check": _harmless}),
        "extra-nasty-names": (_body(_secret(**_NASTY)), {"raises": None, "check": _harmless}),
        "nested-nasty-names": (
            _body(_secret(metadata={"id": "sec_1", **_NASTY})),
            {"raises": None, "check": _harmless},
        ),
        "wrong-types": (_body(_BAD_ID), _kept("metadata.id", {"a": 1})),
        "wrong-date": (_body(_BAD_ID), _kept("metadata.created_at", "someday")),
        "model-is-a-string": (_body(_secret(metadata="gone")), _kept("metadata", "gone")),
        "missing-everything": (_body(b"{}"), _kept("metadata", None)),
        "null-everywhere": (_body(_secret(metadata=None, spec=None)), _kept("spec", None)),
        "wrong-types-strict": (
            _body(_BAD_ID),
            {**_INVALID, "check": _names_the_field, "options": {"_strict_response_validation": True}},
        ),
        "date-beyond-time": (
            _body(_secret(metadata={"createdAt": "+99999999999-01-01"})),
            _kept("metadata.created_at", "+99999999999-01-01"),
        ),
        "date-as-huge-number": (
            _body(_secret(metadata={"createdAt": 10**300})),
            _kept("metadata.created_at", 10**300),
        ),
        "unknown-enum": (_body(_secret(state="STATE_OF_TOMORROW")), _kept("state", "STATE_OF_TOMORROW")),
        "duplicate-keys": (_body(SECRET[:-1] + b',"spec":{"value":"last"}}'), _kept("spec.value", "last")),
    },
)

# b 7: JSON that is hard to read


def _survives_use(outcome: Outcome) -> bool:
    """What was read can be shown, too, or was refused."""
    return outcome.value is None or bool(repr(outcome.value))


def _is_infinite(outcome: Outcome) -> bool:
    return bool(outcome.value["x"] != outcome.value["x"]) and outcome.value["y"] == float("inf")


_DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
_TEXT = "g\u00fc\u00e4\U0001f600"
_TEXT_JSON = json.dumps({"spec": {"value": _TEXT}}, ensure_ascii=False)
_GOOD_TEXT = _kept("spec.value", _TEXT)
table(
    "b07",
    "json-",
    {
        "deep": (_body(_DEEP), _INVALID),
        "deep-array": (_body(b"[" * 500_000), _INVALID),
        "deep-in-extra": (_body(SECRET[:-1] + b',"later":' + _DEEP + b"}"), _INVALID),
        "deep-untyped": (_body(_DEEP), _INVALID | {"call": "object"}),
        "deep-error": (_body(b"[" * 900 + b"]" * 900, status="400 Bad"), {"raises": APIStatusError}),
        "deeper-error": (_body(_DEEP, status="500 Bad"), {"raises": APIStatusError}),
        "bigint": (_body(_secret(later=0).replace(b"0", b"9" * 5000)), _INVALID),
        "bigint-of-64-bit": (_body(_secret(later=2**64)), _kept("later", 2**64)),
        "huge-exponent": (_body(b'{"x": 1e400}'), {"call": "object", **_FINE}),
        "nan": (_body(b'{"x": NaN, "y": Infinity}'), {"call": "object", "raises": None, "check": _is_infinite}),
        "utf8-bom": (_body(b"\xef\xbb\xbf" + _TEXT_JSON.encode()), _GOOD_TEXT),
        "utf16": (_body(_TEXT_JSON.encode("utf-16")), _GOOD_TEXT),
        "utf32": (_body(_TEXT_JSON.encode("utf-32-be")), _GOOD_TEXT),
        "bad-utf8": (_body(b'{"spec": {"value": "\xff\xfe"}}'), _INVALID),
        "surrogate": (_body(b'{"spec": {"value": "\\ud800"}}'), _kept("spec.value", "\ud800")),
        "nul": (_body(b'{"spec": {"value": "a\\u0000b"}}'), _kept("spec.value", "a\0b")),
        "wrong-charset": (_body(_TEXT_JSON.encode(), f"{JSON}; charset=iso-8859-1"), _GOOD_TEXT),
        "charset-of-a-codec": (_body(_TEXT_JSON.encode(), f"{JSON}; charset=zlib"), _GOOD_TEXT),
        "charset-unknown": (_body(b"caf\xe9", "Content-Type: text/plain; charset=x"), {"call": "text", **_FINE}),
        "two-values": (_body(SECRET + SECRET), _INVALID),
        "trailing-comma": (_body(SECRET[:-1] + b",}"), _INVALID),
        "single-quotes": (_body(b"{'a': 1}"), _INVALID),
        "cut": (_body(SECRET[:30]), _INVALID),
        "control-characters": (_body(b'{"spec": {"value": "a\nb"}}'), _INVALID),
        "many-keys": (_body(json.dumps({str(n): n for n in range(20_000)}).encode()), _FINE),
    },
)
table("b07", "", {"content-type-nonsense": (_body(SECRET, "Content-Type: ;;;=\x7f"), _FINE)})

# b 8: what errors say

_KEY = API_KEY.encode()


def _quiet(outcome: Outcome) -> bool:
    return API_KEY not in str(outcome.error) and "Error code: 401" in str(outcome.error)


_ECHO = {"raises": APIStatusError, "check": _quiet}
table(
    "b08",
    "",
    {
        "echo-secrets-in-error": (_body(b'{"error": "bad key ' + _KEY + b'"}', status="401 No"), _ECHO),
        "echo-the-header": (_body(b'{"got": "Bearer ' + _KEY + b'"}', status="401 No"), _ECHO),
        "echo-in-the-middle-of-much": (
            _body(json.dumps({"a": "x" * 1990, "b": API_KEY}).encode(), status="401 No"),
            _ECHO,
        ),
        "echo-percent-encoded": (
            _body(b'{"url": "/?key=sk-hostile-0123456789%2F%2B"}', status="401 No"),
            {"raises": APIStatusError, "check": lambda outcome: "0123456789%2F" not in str(outcome.error)},
        ),
        "echo-a-default-header": (
            _body(b'{"got": "private-header-value"}', status="403 No"),
            {
                "raises": APIStatusError,
                "check": lambda outcome: "private-header-value" not in str(outcome.error),
                "options": {"default_headers": {"X-Api-Key": "private-header-value"}},
            },
        ),
        "echo-in-a-bad-status-line": (lambda exchange: exchange.send(b"HTTP/1.1 " + _KEY * 90 + b"\r\n\r\n"), {}),
        "echo-in-bad-json": (_body(b'{"key": "' + _KEY + b'" oops'), _INVALID),
        "huge-error-body": (_body(b'{"error": "' + b"x" * 900_000 + b'"}', status="422 No"), {}),
        "huge-error-of-wide-characters": (_body(("\U0001f600" * 50_000).encode(), "", status="404 No"), {}),
        "error-html": (_body(b"<html>" + b"<p>no</p>" * 9000, _HTML, status="502 No"), {}),
        "error-empty": (_body(b"", "", status="503 No"), {}),
        "error-null": (_body(b"null", status="400 No"), {}),
        "error-bytes": (_body(bytes(range(256)), "Content-Type: image/png", status="400 No"), {}),
        "error-surrogates": (_body(b'{"error": "\\ud800\\udfff\\ud800"}', status="400 No"), {}),
        "error-control-characters": (_body(b"\x1b[2J\x07\x00", "Content-Type: text/plain", status="400 No"), {}),
        "error-of-no-known-status": (_body(b"{}", status="418 Teapot"), {"raises": APIStatusError}),
    },
)

# b 9: what the server asks to wait, as (headers, the pause that follows)

_BACKOFF = 0.5
_RETRY_AFTER: dict[str, tuple[str, float]] = {
    "integer": ("Retry-After: 3", 3.0),
    "float": ("Retry-After: 1.25", 1.25),
    "milliseconds": ("Retry-After-Ms: 1500", 1.5),
    "date": (f"Retry-After: {formatdate(NOW + 20, usegmt=True)}", 20.0),
    "past-date": (f"Retry-After: {formatdate(NOW - 20, usegmt=True)}", _BACKOFF),
    "far-date": (f"Retry-After: {formatdate(NOW + 9e8, usegmt=True)}", _BACKOFF),
    "impossible-date": ("Retry-After: Fri, 31 Dec 99999 99:99:99 GMT", _BACKOFF),
    "nan": ("Retry-After: nan", _BACKOFF),
    "inf": ("Retry-After: inf", _BACKOFF),
    "1e400": ("Retry-After: 1e400", _BACKOFF),
    "huge": ("Retry-After: 99999999999", _BACKOFF),
    "long-number": (f"Retry-After: {'9' * 9000}", _BACKOFF),
    "above-a-minute": ("Retry-After: 61", _BACKOFF),
    "negative": ("Retry-After: -5", _BACKOFF),
    "zero": ("Retry-After: 0", _BACKOFF),
    "empty": ("Retry-After: ", _BACKOFF),
    "words": ("Retry-After: soon", _BACKOFF),
    "other-digits": ("Retry-After: \xb2", _BACKOFF),
    "twice": ("Retry-After: 3\r\nRetry-After: 4", _BACKOFF),
    "milliseconds-nan": ("Retry-After-Ms: nan", _BACKOFF),
}


def _after(header: str) -> Answer:
    def answer(exchange: Exchange) -> None:
        if exchange.number == 1:
            exchange.reply(b"{}", header, status="429 Too Many Requests")
        else:
            exchange.reply()

    return answer


def _slept(seconds: float) -> dict[str, Any]:
    return {"raises": None, "options": {"max_retries": 1}, "check": lambda outcome: outcome.slept == [seconds]}


table("b09", "retry-after-", {name: (_after(header), _slept(wait)) for name, (header, wait) in _RETRY_AFTER.items()})

# b 10: how often


def _asked(times: int, error: type[Exception], **more: Any) -> dict[str, Any]:
    return {
        "raises": error,
        "options": {"max_retries": 2},
        "check": lambda outcome: len(outcome.server.asked) == times,
        **more,
    }


def _same_body(outcome: Outcome) -> bool:
    bodies = {asked.partition(b"\r\n\r\n")[2] for asked in outcome.server.asked}
    return len(outcome.server.asked) == 3 and len(bodies) == 1


table(
    "b10",
    "",
    {
        "408-again": (_body(b"{}", status="408 Timeout"), _asked(3, APIStatusError)),
        "409-again": (_body(b"{}", status="409 Conflict"), _asked(3, ConflictError)),
        "429-again": (_body(b"{}", status="429 Slow"), _asked(3, RateLimitError)),
        "500-again": (_body(b"{}", status="500 Oops"), _asked(3, InternalServerError)),
        "501-again": (_body(b"{}", status="501 Oops"), _asked(3, InternalServerError)),
        "503-again": (_body(b"{}", status="503 Busy"), _asked(3, InternalServerError)),
        "503-with-a-body": (
            _body(b"{}", status="503 Busy"),
            {
                "raises": InternalServerError,
                "call": "create",
                "options": {"max_retries": 2},
                "check": _same_body,
            },
        ),
        "400-once": (_body(b"{}", status="400 No"), _asked(1, APIStatusError)),
        "404-once": (_body(b"{}", status="404 No"), _asked(1, APIStatusError)),
        "x-should-retry-true": (_body(b"{}", JSON, "x-should-retry: true", status="400 No"), _asked(3, APIStatusError)),
        "x-should-retry-false": (
            _body(b"{}", JSON, "x-should-retry: false", status="503 No"),
            _asked(1, InternalServerError),
        ),
        "x-should-retry-nonsense": (
            _body(b"{}", JSON, "x-should-retry: 1", status="400 No"),
            _asked(1, APIStatusError),
        ),
    },
)


@behaviour("b10", raises=None, options={"max_retries": 2}, check=lambda outcome: len(outcome.server.asked) == 2)
def flaky(exchange: Exchange) -> None:
    if exchange.number > 1:
        exchange.reply()


# b 13: cookies and names


@behaviour(
    "b13",
    raises=None,
    options={"max_retries": 1},
    check=lambda outcome: b"cookie" not in outcome.server.asked[1].lower(),
)
def set_cookie(exchange: Exchange) -> None:
    if exchange.number == 1:
        exchange.reply(b"{}", "Set-Cookie: session=planted; Path=/", status="503 Busy")
    else:
        exchange.reply(SECRET, "Set-Cookie: " + "a" * 5000)


_NAMES = {
    "up": 'attachment; filename="../../etc/passwd"',
    "absolute": "attachment; filename=/etc/passwd",
    "encoded": "attachment; filename*=UTF-8''%2e%2e%2fx",
}
table(
    "b13",
    "content-disposition-",
    {
        name: (
            _body(b"file", "Content-Type: application/pdf", f"Content-Disposition: {value}"),
            {"raises": None, "call": "file", "check": lambda outcome: outcome.value == b"file"},
        )
        for name, value in _NAMES.items()
    },
)
