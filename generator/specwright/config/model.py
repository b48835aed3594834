"""The configuration: `specwright.yml`, which has the format of Stainless' `stainless.yml` and a few keys of ours.

What comes in: nothing; `read.py` builds it from a file, `infer.py` from a document that has none. What goes out:
`Config`, frozen, with the place of every node. Keys that have no effect on Python are in the usage ledger only.

`resolve.resolve_config` checks a configuration against its document and gives back the one to lower: skipped resources,
methods and models are gone, endpoints are spelled as in the document and unique.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import Enum

from ..ir.auth import SecurityRequirement
from ..ir.origin import Origin
from ..values import dataclass
from .ledger import UsageLedger
from .settings import (
    Casing,
    ClientSettings,
    ErrorSettings,
    EventRule,
    ExampleRequest,
    MultipartSettings,
    PagingSchemeConfig,
    QuerySettings,
    SecuritySchemeConfig,
    Settings,
    Transform,
)

CLIENT_RESOURCE = "$client"
"""The resource whose methods stand on the client itself."""
SHARED_RESOURCE = "$shared"
"""The resource that holds only models: those used by several others (`types/shared/`)."""


@dataclass(frozen=True, slots=True)
class Organization:
    """`organization`. `name` gives the client class, the error base and the environment variables' prefix."""

    name: str
    origin: Origin
    docs: str | None = None
    contact: str | None = None


class EnumStyle(Enum):
    """What an enum of the document is in a response: closed (`Literal[...]`) or open (`Union[Literal[...], str]`)."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PythonTarget:
    """`targets.python`.

    `package_name` is the import name, `project_name` the name on the package index; None: made from the organisation's
    name. Ours are `version`, `http_library` (`httpx` or `httpx2`) and `enums`.
    """

    origin: Origin
    package_name: str | None = None
    project_name: str | None = None
    version: str = "0.1.0"
    http_library: str = "httpx"
    legacy_raw_responses: bool = False
    """`raw_responses: legacy`: raw responses are those of SDKs of the first generation."""
    open_typed_dicts_are_unions: bool = False
    """`open_typed_dicts: union`: an alias `X` of `XTyped` or a dict where it would be a TypedDict `X`."""
    short_resource_classes: bool = False
    """`resource_classes: short`: `Orders` where it would be `OrdersResource`."""
    enums: EnumStyle = EnumStyle.CLOSED
    arms_by_tag: bool = False
    """`union_arms: tags`: arms of unions are called by the value that tells them apart, not by component or title."""
    optional_nullable_fields: bool = False
    """`nullable_fields: optional`: a required field of a response that may be null defaults to None."""
    production_repo: str | None = None
    readme_title: str | None = None
    edition: str | None = None
    skip: bool = False
    publish: bool = False
    disable_pydantic_namespace_protection: bool = False


@dataclass(frozen=True, slots=True)
class EnvironmentConfig:
    """`environments.<name>`; `{variable}` in `url` is filled by the option that names it as its `server_variable`."""

    name: str
    url: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`get /v1/things/{id}`. After `resolve_config`, `id` is that of the document's operation (`ir.Operation.id`)."""

    method: str
    path: str
    origin: Origin

    @property
    def id(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`models.<key>`: a schema that gets a name and a place.

    `pointer` is its JSON pointer with `#` (`#/components/schemas/Thing`), also when written bare; before
    `resolve_config`, it may be an expression. For an alias
    (`type: alias`), `alias_of` is the model it stands for (`resource.model`, `$shared.model`) and `pointer` is None.
    `param_model` is the `resource.model` that other languages convert it to for requests; `no_params_suffix`: the
    request twin is called as the model, without `Param`.
    """

    key: str
    origin: Origin
    pointer: str | None
    alias_of: str | None = None
    no_params_suffix: bool = False
    sent: bool = False
    """Requests have a type for it though no method takes it."""
    param_model: str | None = None
    deprecated: str | None = None
    skip: bool = False


class MethodKind(Enum):
    HTTP = "http"
    ALIAS = "alias"
    WEBHOOK_UNWRAP = "webhook_unwrap"


@dataclass(frozen=True, slots=True)
class MethodStreaming:
    """`streaming` of a method.

    `discriminator`: the boolean of the body or the query that asks for a stream, None: the method always streams.
    `event_model`: `resource.model` of the events.
    """

    origin: Origin
    discriminator: str | None
    event_model: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookUnwrap:
    """A method of `type: webhook_unwrap`: verifies and decodes a payload, calls nothing."""

    discriminator: str | None
    event_types: tuple[tuple[str, str], ...]
    """Pairs of a discriminator's value and the `resource.model` or schema it means; () for all webhooks."""
    key_option: str | None


@dataclass(frozen=True, slots=True)
class MethodConfig:
    """`methods.<name>`: a method and the endpoint it calls.

    `endpoint` is None for aliases (`alias_of`: the dotted path of the other method) and webhook methods.
    `paginated`: False never, True some scheme must match, a scheme's name that one, None match silently.
    `unwrap_response`: the wire name of the property to return, False the whole body, None as `settings` say.
    `positional_params`: the parameters (wire names, in order) that may be given by position; None: the last one in the
    path. `timeout` is in seconds.
    """

    name: str
    origin: Origin
    kind: MethodKind = MethodKind.HTTP
    endpoint: Endpoint | None = None
    alias_of: str | None = None
    webhook: WebhookUnwrap | None = None
    paginated: bool | str | None = None
    unwrap_response: str | bool | None = None
    body_param_name: str | None = None
    positional_params: tuple[str, ...] | None = None
    timeout: float | None = None
    max_retries: int | None = None
    response_property: str | bool | None = None
    """`docs.response_property`: what examples in the documentation print of the result; False: all of it."""
    description: str | None = None
    """The docstring, instead of what the operation says."""
    streaming: MethodStreaming | None = None
    deprecated: str | None = None
    skip: bool = False
    skip_test_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ResourceConfig:
    """A node of `resources`: `name` is its key (`trip-details`, `$client`, `$shared`)."""

    name: str
    origin: Origin
    models: tuple[ModelConfig, ...] = ()
    methods: tuple[MethodConfig, ...] = ()
    subresources: tuple[ResourceConfig, ...] = ()
    description: str | None = None
    deprecated: str | None = None
    skip: bool = False
    standalone: bool = False
    """`standalone_api`: its types have a package of their own, and it an api.md."""

    def walk(self, parents: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ResourceConfig]]:
        """This resource and all below it, each with its path of names."""
        path = (*parents, self.name)
        yield path, self
        for child in self.subresources:
            yield from child.walk(path)


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration.

    `security` None: the document's own. `inferred`: nobody chose models, so that every component is named (the
    configurations of `infer_config` choose them).
    """

    origin: Origin
    organization: Organization
    python: PythonTarget
    client: ClientSettings
    settings: Settings
    query: QuerySettings
    multipart: MultipartSettings = field(default_factory=MultipartSettings)
    environments: tuple[EnvironmentConfig, ...] = ()
    resources: tuple[ResourceConfig, ...] = ()
    pagination: tuple[PagingSchemeConfig, ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    security_schemes: tuple[SecuritySchemeConfig, ...] = ()
    on_event: tuple[EventRule, ...] = ()
    custom_casings: tuple[Casing, ...] = ()
    example_requests: tuple[ExampleRequest, ...] = ()
    transforms: tuple[Transform, ...] = ()
    errors: ErrorSettings = field(default_factory=ErrorSettings)
    unspecified_endpoints: tuple[Endpoint, ...] = ()
    ignored_diagnostics: tuple[str, ...] = ()
    """Rules of `diagnostics.ignored`."""
    edition: str | None = None
    inferred: bool = False
    ledger: UsageLedger = field(default_factory=UsageLedger, compare=False, repr=False)

    def walk(self) -> Iterator[tuple[tuple[str, ...], ResourceConfig]]:
        """Every resource, depth first in file order, with its path of names (`("$client",)` for the client's own)."""
        for resource in self.resources:
            yield from resource.walk()

    def scheme(self, name: str) -> PagingSchemeConfig | None:
        """The pagination scheme of that name."""
        return next((s for s in self.pagination if s.name == name), None)
