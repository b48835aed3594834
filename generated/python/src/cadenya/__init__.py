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
from ._response import APIResponse, AsyncAPIResponse
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
    from . import pagination as pagination
    from . import resources as resources
    from ._files import file_from_path
    from ._models import BaseModel
    from ._streaming import AsyncStream, Stream

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

# Where the names are defined that are imported when they are first asked for, and the modules that are.
_LAZY = {
    "AsyncStream": "._streaming",
    "BaseModel": "._models",
    "Stream": "._streaming",
    "file_from_path": "._files",
}
_MODULES = (
    "pagination",
    "resources",
)

_setup_logging()
_set_module(__name__, globals(), __all__)


if not _t.TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in _LAZY:
            value = globals()[name] = getattr(_import_module(_LAZY[name], __name__), name)
            _set_module(__name__, globals(), [name])
            return value
        if name in _MODULES:
            return _import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__, *_MODULES})
