"""The intermediate representation: one API, free of OpenAPI's spelling and of any language's.

What comes in: nothing; these are the nouns every other stage speaks.
What goes out: frozen dataclasses, without `$ref` and without code strings. Consumers `match` on the unions below and
close with `assert_never`, so that a new kind is a type error wherever it must be handled.
"""

from .api import Api, ClientOption, Environment, Info, Server, ServerVariable
from .auth import ApiKeyAuth, Auth, AuthRole, HttpAuth, OAuth2Auth, OpenIdAuth, SchemeUse, SecurityRequirement
from .definitions import Access, Alias, Definition, Enum, EnumMember, Field, Record
from .names import Name, NameStrength
from .operations import (
    Body,
    Content,
    ContentKind,
    Encoding,
    Header,
    Operation,
    Param,
    ParamStyle,
    ParamWhere,
    Response,
    Stream,
    StreamKind,
)
from .origin import Origin
from .paging import Paging, PagingField, PagingKind, PagingScheme
from .resources import Method, Resource
from .types import (
    JsonScalar,
    JsonValue,
    Discriminator,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Ref,
    Scalar,
    ScalarKind,
    TupleOf,
    Type,
    Union,
    UnionArm,
    Unknown,
)

__all__ = [
    "Access",
    "Alias",
    "Api",
    "ApiKeyAuth",
    "Auth",
    "AuthRole",
    "Body",
    "ClientOption",
    "Content",
    "ContentKind",
    "Definition",
    "Discriminator",
    "Encoding",
    "Enum",
    "EnumMember",
    "Environment",
    "Field",
    "Header",
    "HttpAuth",
    "Info",
    "JsonScalar",
    "JsonValue",
    "ListOf",
    "Literal",
    "MapOf",
    "Method",
    "Name",
    "NameStrength",
    "Nullable",
    "OAuth2Auth",
    "OpenIdAuth",
    "Operation",
    "Origin",
    "Paging",
    "PagingField",
    "PagingKind",
    "PagingScheme",
    "Param",
    "ParamStyle",
    "ParamWhere",
    "Record",
    "Ref",
    "Resource",
    "Response",
    "Scalar",
    "ScalarKind",
    "SchemeUse",
    "SecurityRequirement",
    "Server",
    "ServerVariable",
    "Stream",
    "StreamKind",
    "TupleOf",
    "Type",
    "Union",
    "UnionArm",
    "Unknown",
]
