# File generated from the OpenAPI document by specwright.

import typing as _t
from importlib import import_module as _import_module

from . import types
from ._base_client import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from ._client import AsyncCadenya, AsyncClient, Cadenya, Client
from ._constants import DEFAULT_CONNECTION_LIMITS, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT
from ._exceptions import (
    APIConnectionError,
    APIError,
    APIResponseTooLargeError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    APIWebhookValidationError,
    AuthenticationError,
    BadRequestError,
    CadenyaError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from ._files import file_from_path
from ._models import BaseModel
from ._response import APIResponse, AsyncAPIResponse
from ._streaming import AsyncStream, Stream
from ._types import (
    NOT_GIVEN,
    NoneType,
    NotGiven,
    Omit,
    ProxiesTypes,
    RequestOptions,
    Timeout,
    Transport,
    not_given,
    omit,
)
from ._utils import set_module as _set_module
from ._utils._logs import setup_logging as _setup_logging
from ._version import __title__, __version__

if _t.TYPE_CHECKING:
    from . import resources as resources

__all__ = [
    "__title__",
    "__version__",
    "APIConnectionError",
    "APIError",
    "APIResponse",
    "APIResponseTooLargeError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "APIWebhookValidationError",
    "AsyncAPIResponse",
    "AsyncCadenya",
    "AsyncClient",
    "AsyncStream",
    "AuthenticationError",
    "BadRequestError",
    "BaseModel",
    "Cadenya",
    "CadenyaError",
    "Client",
    "ConflictError",
    "DEFAULT_CONNECTION_LIMITS",
    "DEFAULT_MAX_RETRIES",
    "DEFAULT_TIMEOUT",
    "DefaultAioHttpClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "file_from_path",
    "InternalServerError",
    "NoneType",
    "NOT_GIVEN",
    "not_given",
    "NotFoundError",
    "NotGiven",
    "Omit",
    "omit",
    "PermissionDeniedError",
    "ProxiesTypes",
    "RateLimitError",
    "RequestOptions",
    "Stream",
    "Timeout",
    "Transport",
    "types",
    "UnprocessableEntityError",
]

_setup_logging()
_set_module(__name__, globals(), __all__)


if not _t.TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "resources":
            return _import_module(".resources", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
