"""Build stage: how the README and the tests of the package make a client."""

from __future__ import annotations

from .... import ir
from ....values import dataclass
from ..imports import Imports
from ..quoting import Code, Ident, Literal, literal
from .client import client_names
from .context import Context

_ERRORS = (
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
)
_VALUES: dict[str, ir.JsonScalar] = {"integer": 1, "number": 1.0, "boolean": True}


@dataclass(frozen=True, slots=True)
class RequiredView:
    """The first credential that has to be given; `others` are the arguments for all other options."""

    env: Literal
    others: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ClientExampleView:
    """`options`: arguments with an example value for every option. `imports`: those of `tests/test_client.py`."""

    package: Ident
    client: Ident
    async_client: Ident
    error: Ident
    test_class: Ident
    async_test_class: Ident
    http_import: Code
    options: tuple[Code, ...]
    base_url_env: Literal
    required: RequiredView | None
    imports: Code
    fixture_imports: Code


def view_client_example(context: Context) -> ClientExampleView:
    """What is needed to write down a client."""
    names = client_names(context)
    return ClientExampleView(
        package=Ident(context.settings.package_name),
        client=Ident(names.cls),
        async_client=Ident(names.async_cls),
        error=Ident(f"{names.cls}Error"),
        test_class=Ident(f"Test{names.cls}"),
        async_test_class=Ident(f"Test{names.async_cls}"),
        http_import=Code(context.http_import),
        options=tuple(_argument(context, option) for option in context.api.options),
        base_url_env=literal(f"{context.names.env_prefix}_BASE_URL"),
        required=_required(context),
        imports=_imports(context, *_ERRORS, *([f"{names.cls}Error"] if _required(context) else [])),
        fixture_imports=_imports(context),
    )


def _imports(context: Context, *others: str) -> Code:
    package = context.settings.package_name
    names = client_names(context)
    imports = Imports(first_party=frozenset({package, "tests"}))
    imports.module(context.http_import)
    imports.module("pytest")
    imports.member(package, names.cls, names.async_cls, *others)
    imports.member("tests.fake_api", "FakeApi")
    return Code(imports.render())


def _argument(context: Context, option: ir.ClientOption) -> Code:
    return Code(f"{context.names.option(option.name.text)}={literal(example_value(option))}")


def example_value(option: ir.ClientOption) -> ir.JsonScalar:
    """A value to show: the configuration's, else one of the option's type."""
    if option.example is not None:
        return str(option.example) if option.type == "string" else option.example
    if option.server_variable is not None and option.type == "string":
        return "example"
    return _VALUES.get(option.type, f"My {option.name.text.replace('_', ' ')}")


def _required(context: Context) -> RequiredView | None:
    options = context.api.options
    first = next((option for option in options if option.required and option.env and option.default is None), None)
    if first is None or first.env is None:
        return None
    return RequiredView(
        literal(first.env), tuple(_argument(context, option) for option in options if option is not first)
    )
