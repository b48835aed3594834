"""Webhooks: what the API sends to its users. In: a request's body and headers. Out: the event, typed. No I/O.

Verification is that of Standard Webhooks (https://www.standardwebhooks.com), by the package of that name, which the
extra `webhooks` installs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar, cast

from ._exceptions import CadenyaError

__all__ = ["Webhook"]

T = TypeVar("T")


class Webhook(Generic[T]):
    """The events of a webhook.

    Args:
      event: gives the type of an event.
      key_option: the client's option that holds the secret.
    """

    def __init__(self, event: Callable[[], type[T]], *, key_option: str | None = None) -> None:
        self._event = event
        self._key_option = key_option

    def unwrap(self, client: object, payload: str | bytes, *, headers: Mapping[str, str], key: str | bytes | None) -> T:
        """The event, after its signature has been verified.

        Raises:
          ValueError: there is no key, or the payload is not JSON.
          CadenyaError: the package that verifies is not installed.
          standardwebhooks.WebhookVerificationError: the signature is wrong, or too old.
        """
        if key is None and self._key_option is not None:
            key = getattr(client, self._key_option, None)
        if key is None:
            option = f", or `{self._key_option}` on the client" if self._key_option is not None else ""
            raise ValueError(f"Cannot verify a webhook without its key: pass the argument `key`{option}.")
        _verifier()(key).verify(payload, dict(headers))
        return self.decode(payload)

    def decode(self, payload: str | bytes) -> T:
        """The event, whoever sent it. Raises ValueError for a payload that is not JSON."""
        from ._models import decode  # here: with models comes pydantic's machinery, which a client does not need

        data = payload.encode() if isinstance(payload, str) else payload
        return cast(T, decode(data, self._event()))


def _verifier() -> Any:
    try:
        return import_module("standardwebhooks").Webhook
    except ImportError as error:
        raise CadenyaError("To verify webhooks, install `cadenya[webhooks]`.") from error
