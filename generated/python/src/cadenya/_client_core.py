"""The client without I/O: what it makes of responses and failures, on top of its options and requests.

`_sync_client` and `_async_client` add the sending; everything that can be decided without it is decided here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast, get_origin

from ._api_response import FILE_TYPES
from ._auth import OAuth2ClientCredentials, Requirements
from ._client_requests import RequestBuilder
from ._constants import INITIAL_RETRY_DELAY, MAX_RETRY_DELAY
from ._exceptions import (
    APIConnectionError,
    APIError,
    APIResponseTooLargeError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    CadenyaError,
    status_error_class,
)
from ._http import httpx
from ._operation import Operation
from ._paginator import Page
from ._request import FinalRequestOptions
from ._retry import retry_delay, should_retry
from ._tokens import TokenRequest, TokenStore
from ._transfer import ResponseTooLargeError
from ._utils._json import parse_json
from ._utils._logs import logger, mask_causes, mask_secrets, redact_headers, redact_url, request_secrets

__all__ = ["PROGRAMMING_ERRORS", "BaseClient", "closed_error", "connection_error", "too_large_error"]

# What the HTTP client raises for these is nobody's network: trying again would only hide a mistake.
PROGRAMMING_ERRORS = (AssertionError, AttributeError, NameError, NotImplementedError, TypeError, CadenyaError)


class BaseClient(RequestBuilder):
    """What the synchronous and the asynchronous client have in common."""

    # Tokens

    def _missing_tokens(self, requirements: Requirements | None) -> Iterator[TokenRequest]:
        """The token requests that have to be made before a request with these requirements."""
        if self._tokens is not None:
            for scheme in self._auth.used(self, requirements):
                if isinstance(scheme, OAuth2ClientCredentials):
                    request = scheme.token_request(self)
                    if request is not None and not self._tokens.is_fresh(request, self._clock.monotonic()):
                        yield request

    def _refused_token(self, response: httpx.Response, requirements: Requirements | None) -> bool:
        """After a 401: forgets the fetched tokens the request was sent with. False when there were none."""
        if self._tokens is None or response.status_code != 401:
            return False
        requests = [
            request
            for scheme in self._auth.used(self, requirements)
            if isinstance(scheme, OAuth2ClientCredentials) and (request := scheme.token_request(self)) is not None
        ]
        for request in requests:
            self._tokens.drop(request)
        return bool(requests)

    def _token_http_request(self, token: TokenRequest) -> httpx.Request:
        url = self._base_url.join(token.url)
        headers = {"Accept": "application/json", "User-Agent": self.user_agent}
        if token.authorization is not None:
            headers["Authorization"] = token.authorization
        timeout = self._limited(httpx.Timeout(self.timeout).as_dict())
        return httpx.Request("POST", url, headers=headers, data=dict(token.form), extensions={"timeout": timeout})

    def _keep_token(self, token: TokenRequest, response: httpx.Response) -> None:
        """Takes the token out of the response to a token request; raises APIError when there is none."""
        if not response.is_success:
            raise self._make_status_error_from_response(response)
        try:
            cast(TokenStore, self._tokens).put(token, parse_json(response.content), self._clock.monotonic())
        except ValueError as error:
            raise APIResponseValidationError(response, body=None, message=f"{error}.") from error

    # Failures

    def _should_retry(self, response: httpx.Response) -> bool:
        return should_retry(response.status_code, response.headers)

    def _calculate_retry_timeout(
        self, remaining_retries: int, options: FinalRequestOptions, response_headers: httpx.Headers | None = None
    ) -> float:
        """Seconds until the next attempt, of which `remaining_retries` are left."""
        taken = self._max_retries_of(options) - remaining_retries
        return retry_delay(
            response_headers, max(taken, 0), initial=INITIAL_RETRY_DELAY, maximum=MAX_RETRY_DELAY, clock=self._clock
        )

    def _max_retries_of(self, options: FinalRequestOptions) -> int:
        return self.max_retries if options.max_retries is None else options.max_retries

    def _delay_before_retry(
        self, options: FinalRequestOptions, retries_taken: int, response: httpx.Response | None
    ) -> float | None:
        """The pause before the next attempt; None when there is no further attempt."""
        remaining = self._max_retries_of(options) - retries_taken
        if remaining <= 0 or (options.body is not None and not options.body.replayable):
            return None
        if response is not None and not self._should_retry(response):
            return None
        delay = self._calculate_retry_timeout(remaining, options, None if response is None else response.headers)
        if options.deadline is not None and self._clock.monotonic() + delay >= options.deadline:
            return None
        reason = "no response" if response is None else f"status {response.status_code}"
        if self.retry_budget is not None and not self.retry_budget.spend():
            logger.info("Not retrying %s: too many of the last requests failed", options.method)
            return None
        logger.info("Retrying %s %s in %.3f seconds: %s", options.method, options.url.partition("?")[0], delay, reason)
        return delay

    def _secrets(self, request: httpx.Request) -> Iterator[str]:
        """Texts that must not appear in errors: the client's credentials, and those of the request."""
        yield from self._auth.texts(self)
        if self._tokens is not None:
            yield from self._tokens.texts()
        yield from request_secrets(request)

    def _make_status_error_from_response(self, response: httpx.Response) -> APIStatusError:
        """The error for a response other than 2xx. Its body has been read, as far as that was possible."""
        from ._decode import body_of

        body = body_of(response)
        text = f"Error code: {response.status_code}"
        message = text if body is None else (body if isinstance(body, str) and body else f"{text} - {body}")
        if self._error_message is not None and isinstance(body, Mapping):
            said = body.get(self._error_message)
            message = said if isinstance(said, str) and said else message
        return self._make_status_error(
            mask_secrets(message, self._secrets(response.request)), body=body, response=response
        )

    def _make_typed_error(self, response: httpx.Response, plan: Operation[Any]) -> APIStatusError:
        """The same, with the type that the operation gives to the body."""
        error = self._make_status_error_from_response(response)
        error._body_type = plan.error_type(response.status_code)
        return error

    def _make_status_error(self, err_msg: str, *, body: object, response: httpx.Response) -> APIStatusError:
        known = None if self._known_errors is None else self._known_errors.class_of(body)
        return (known or status_error_class(response.status_code))(err_msg, response=response, body=body)

    # Responses

    def _size_limit(self, cast_to: Any) -> int:
        """How many bytes a body that becomes `cast_to` may have."""
        return self.max_file_bytes if cast_to in FILE_TYPES else self.max_response_bytes

    def _parse(self, response: httpx.Response, cast_to: Any, options: FinalRequestOptions) -> Any:
        """The result of a call, from a response whose body has been read."""
        from ._decode import decode_response

        value = decode_response(response, cast_to, strict=self._strict_response_validation, unwrap=options.plan.unwrap)
        if isinstance(value, Page):
            cast(Any, value)._set_private_attributes(client=self, model=cast_to, options=options, response=response)
        return value if options.post_parser is None else options.post_parser(value)

    def _make_stream(
        self, stream_cls: Any, cast_to: Any, response: httpx.Response, options: FinalRequestOptions
    ) -> Any:
        """A stream, from a response whose body is unread. `stream_cls` may name the items: `Stream[Item]`."""
        from ._streaming import extract_stream_chunk_type

        try:
            item = extract_stream_chunk_type(stream_cls)
        except TypeError:
            item = cast_to
        cls = get_origin(stream_cls) or stream_cls
        return cls(cast_to=item, response=response, client=self, kind=options.plan.stream or "sse")

    # Logs

    def _log_request(self, request: httpx.Request) -> None:
        if logger.isEnabledFor(10):
            logger.debug("Request: %s %s %s", request.method, redact_url(request.url), redact_headers(request.headers))

    def _log_response(self, response: httpx.Response) -> None:
        if logger.isEnabledFor(10):
            logger.debug(
                "Response: %s %s %d %s",
                response.request.method,
                redact_url(response.url),
                response.status_code,
                redact_headers(response.headers),
            )


def connection_error(error: Exception, request: httpx.Request, secrets: Iterable[str] = ()) -> APIError:
    """The error for a request that got no complete response. `secrets` are taken out of the texts of its causes."""
    mask_causes(error, secrets)
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(request=request)
    return APIConnectionError(request=request)


def too_large_error(error: ResponseTooLargeError) -> APIError:
    return APIResponseTooLargeError(str(error), response=error.response)


def closed_error() -> RuntimeError:
    return RuntimeError("This client has been closed, and cannot send any more. Make a new one.")
