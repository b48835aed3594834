"""What the constructor of a client does with its arguments and the environment. Used by the generated clients."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from ._exceptions import BrandError
from ._http import httpx
from ._types import NotGiven, not_given
from ._utils._record import Record

__all__ = [
    "SentOptions",
    "check_base_url",
    "headers_from_env",
    "option_from_env",
    "required_option",
    "resolve_base_url",
    "resolve_environment",
]


_NOTHING: Mapping[str, str] = MappingProxyType({})


class SentOptions(Record):
    """Client options that go out with every request: name on the wire → attribute of the client.

    `path`: the argument of a method → the attribute that is used when the argument is not given.
    """

    headers: Mapping[str, str] = _NOTHING
    query: Mapping[str, str] = _NOTHING
    cookies: Mapping[str, str] = _NOTHING
    path: Mapping[str, str] = _NOTHING
    body: Mapping[str, str] = _NOTHING


def option_from_env(value: str | None, *, env: str) -> str | None:
    """The argument, else the environment variable, else None."""
    return os.environ.get(env) if value is None else value


def required_option(name: str, value: str | None, *, env: str | None = None) -> str:
    """The argument, else the environment variable. Raises BrandError, naming both, when there is neither."""
    found = os.environ.get(env) if value is None and env is not None else value
    if found is None:
        hint = f", or set the environment variable {env}" if env is not None else ""
        raise BrandError(f"The client needs an {name}: pass the argument `{name}`{hint}.")
    return found


def resolve_base_url(
    base_url: str | httpx.URL | None, *, env: str, default: str | None, variables: Mapping[str, object] | None = None
) -> str | httpx.URL:
    """The argument, else the environment variable, else the default with its `{variables}` filled in.

    Raises BrandError when there is none of them, ValueError when a variable has no value.
    """
    chosen = (os.environ.get(env) or None) if base_url is None else base_url
    if chosen is not None:
        return chosen
    if default is None:
        raise BrandError(f"The client needs a base URL: pass the argument `base_url`, or set {env}.")
    return _fill(default, variables)


def resolve_environment(
    base_url: str | httpx.URL | NotGiven | None,
    environment: Any,
    *,
    environments: Mapping[str, str],
    default: str,
    env: str,
    variables: Mapping[str, object] | None = None,
) -> tuple[str | httpx.URL, Any]:
    """The base URL and the environment that a client uses: argument, else environment variable, else environment.

    Raises ValueError when both the variable and `environment` are given (`base_url=None` then means the environment),
    and for an unknown environment.
    """
    if isinstance(base_url, (str, httpx.URL)):
        return base_url, environment
    from_env = os.environ.get(env)
    if isinstance(environment, NotGiven) or environment is None:
        if from_env:
            return from_env, environment
        environment = default
    elif from_env and base_url is not None:
        raise ValueError(
            f"Ambiguous URL: both the environment variable {env} and the argument `environment` are given. "
            "To use the environment, pass base_url=None."
        )
    if environment not in environments:
        raise ValueError(f"Unknown environment: {environment!r}; there are {', '.join(environments)}")
    return _fill(environments[environment], variables), environment


def _fill(template: str, variables: Mapping[str, object] | None) -> str:
    for name, value in (variables or {}).items():
        if value is None or value is not_given:
            raise ValueError(f"The base URL {template} needs a value for `{name}`")
        template = template.replace(f"{{{name}}}", quote(str(value), safe=""))
    return template


def check_base_url(base_url: str | httpx.URL) -> httpx.URL:
    """The URL with a trailing slash. Raises ValueError unless it is http or https, with nothing behind its path."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL as error:
        raise ValueError(f"base_url is not a URL: {error}") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError(f"base_url must be an http or https URL, not {str(url.copy_with(query=None, userinfo=b''))!r}")
    if url.userinfo:
        raise ValueError("base_url must not hold a user name or password")
    if url.query or url.fragment:
        raise ValueError("base_url must not hold a query or fragment; default_query adds parameters to every request")
    return httpx.URL(str(url).rstrip("/") + "/")


def headers_from_env(env: str) -> dict[str, str]:
    """Headers of an environment variable: one `Name: value` a line; other lines are ignored."""
    pairs = (line.partition(":") for line in os.environ.get(env, "").splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon and name.strip()}
