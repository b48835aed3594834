"""Every error that a client raises about a request.

    CadenyaError
    └─ APIError                              message, request, body
       ├─ APIConnectionError                 no (complete) response came
       │  └─ APITimeoutError
       ├─ APIResponseTooLargeError
       ├─ APIResponseValidationError         the response is not what the API's description says
       ├─ APIWebhookValidationError
       └─ APIStatusError                     status_code, response
          └─ BadRequestError (400), AuthenticationError (401), PermissionDeniedError (403), NotFoundError (404),
             ConflictError (409), UnprocessableEntityError (422), RateLimitError (429), InternalServerError (500 and up)

Errors can be pickled; what the copy says about the request has its credentials masked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, cast

from typing_extensions import override

from ._http import httpx
from ._response_headers import ResponseHeaders
from ._retry import parse_retry_after
from ._utils._logs import redact_request, redact_response
from ._utils._record import Record

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIResponseTooLargeError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "APIWebhookValidationError",
    "AuthenticationError",
    "BadRequestError",
    "CadenyaError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
]


class CadenyaError(Exception):
    """The base of every error of this SDK."""


class APIError(CadenyaError):
    """Something went wrong with a request."""

    message: str
    request: httpx.Request

    body: object | None
    """The body of the response: decoded JSON, else the text; None when there was no response."""

    def __init__(self, message: str, request: httpx.Request, *, body: object | None) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.body = body

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        state = dict(self.__dict__)
        state["request"] = redact_request(self.request)
        if isinstance(state.get("response"), httpx.Response):
            state["response"] = redact_response(state["response"])
        return (_restore, (type(self), self.args, state))


def _restore(cls: type[APIError], args: tuple[Any, ...], state: dict[str, Any]) -> APIError:
    error = cls.__new__(cls)
    error.args = args
    error.__dict__.update(state)
    return error


class APIResponseValidationError(APIError):
    """The response is not what the API's description says."""

    response: httpx.Response
    status_code: int

    def __init__(self, response: httpx.Response, body: object | None, *, message: str | None = None) -> None:
        super().__init__(message or "The response does not match the API's description.", response.request, body=body)
        self.response = response
        self.status_code = response.status_code


class APIWebhookValidationError(APIError):
    """A webhook's payload is not what the API's description says."""


class APIResponseTooLargeError(APIError):
    """The response has more bytes than the client's `max_response_bytes`, or `max_file_bytes`, allow."""

    response: httpx.Response
    status_code: int

    def __init__(self, message: str, *, response: httpx.Response) -> None:
        super().__init__(message, response.request, body=None)
        self.response = response
        self.status_code = response.status_code


class APIStatusError(APIError, ResponseHeaders):
    """The API answered with a status other than 2xx."""

    response: httpx.Response
    status_code: int
    _body_type: object | None = None

    def __init__(self, message: str, *, response: httpx.Response, body: object | None) -> None:
        super().__init__(message, response.request, body=body)
        self.response = response
        self.status_code = response.status_code

    @property
    def _headers(self) -> httpx.Headers:
        return self.response.headers

    def _read_body(self, model: Any, names: tuple[str, ...]) -> None:
        """Make attributes of the body's properties called `names` in `model`; None for those that did not come."""
        from ._models import construct_type  # here: with models comes pydantic's machinery

        read = construct_type(value=self.body, type_=model) if isinstance(self.body, Mapping) else None
        for name in names:
            setattr(self, name, getattr(read, name, None))

    @property
    def parsed(self) -> object | None:
        """The body as the model that the API's description gives for this status; None where it gives none.

        `isinstance(error.parsed, types.Problem)` tells which one it is.
        """
        if self._body_type is None or not isinstance(self.body, (dict, list)):
            return None
        from ._models import construct_type

        return cast(object, construct_type(type_=self._body_type, value=self.body))

    @property
    def retry_after(self) -> float | None:
        """The seconds that the server asks to wait before another request; None when it asks for nothing readable."""
        seconds = parse_retry_after(self.response.headers, time.time())
        return seconds if seconds is not None and 0 <= seconds < float("inf") else None


class APIConnectionError(APIError):
    """No complete response came; `__cause__` says why."""

    def __init__(self, *, message: str = "Connection error.", request: httpx.Request) -> None:
        super().__init__(message, request, body=None)


class APITimeoutError(APIConnectionError):
    """The response did not come in time."""

    def __init__(self, request: httpx.Request) -> None:
        super().__init__(message="Request timed out.", request=request)


class BadRequestError(APIStatusError):
    status_code = 400


class AuthenticationError(APIStatusError):
    status_code = 401


class PermissionDeniedError(APIStatusError):
    status_code = 403


class NotFoundError(APIStatusError):
    status_code = 404


class ConflictError(APIStatusError):
    status_code = 409


class UnprocessableEntityError(APIStatusError):
    status_code = 422


class RateLimitError(APIStatusError):
    status_code = 429


class InternalServerError(APIStatusError):
    """A status of 500 or above."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


class KnownErrors(Record):
    """Errors that a property of their body tells apart: `classes` by its value."""

    discriminator: str
    classes: Mapping[str, type[APIStatusError]]

    def class_of(self, body: object) -> type[APIStatusError] | None:
        """The class of the error with that body, None when it is another error."""
        value = body.get(self.discriminator) if isinstance(body, Mapping) else None
        return self.classes.get(value) if isinstance(value, str) else None


def status_error_class(status_code: int) -> type[APIStatusError]:
    """The class of the error for a status."""
    if status_code >= 500:
        return InternalServerError
    return _BY_STATUS.get(status_code, APIStatusError)
