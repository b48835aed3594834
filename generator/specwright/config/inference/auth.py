"""Inference: client options for the document's security schemes.

What comes in: `components.securitySchemes` and every `security` list (OpenAPI 3.1, sections 4.8.27 and 4.8.30). What
goes out: the constructor arguments that hold the credentials, each read from the environment when not given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...ir.auth import AuthRole
from ...ir.origin import Origin
from ...values import dataclass
from ..document import DocumentOperation, follow
from ..settings import ClientOptionConfig, OptionAuth
from ..words import snake, words
from .organization import env_prefix

if TYPE_CHECKING:
    from ...spec import Document


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A credential: the scheme, its part, and the name it would have if it were the only one of its kind."""

    scheme: str
    role: AuthRole
    name: str
    origin: Origin
    doc: str | None
    required: bool


def infer_auth_options(
    document: Document, operations: Sequence[DocumentOperation], organization: str
) -> tuple[ClientOptionConfig, ...]:
    """The options; one that some call can do without may be left out."""
    wanted = [w for name, scheme, origin in _schemes(document) for w in _wanted(name, scheme, origin)]
    required = _required(document, operations)
    wanted = [replace(w, required=w.required and w.scheme in required) for w in wanted]
    named = _named(wanted)
    prefix = env_prefix(organization)
    return tuple(
        ClientOptionConfig(
            name=name,
            origin=want.origin,
            nullable=not want.required,
            description=want.doc,
            read_env=f"{prefix}_{name.upper()}",
            auth=OptionAuth(want.scheme, want.role),
        )
        for name, want in named.items()
    )


def _schemes(document: Document) -> Iterator[tuple[str, Mapping[str, Any], Origin]]:
    components = document.data.get("components")
    written = components.get("securitySchemes") if isinstance(components, dict) else None
    origin = document.origin().child("components", "securitySchemes")
    for name, value in written.items() if isinstance(written, dict) else ():
        scheme, place = follow(document, value, origin.child(name))
        if isinstance(scheme, dict):
            yield name, scheme, place


def _wanted(name: str, scheme: Mapping[str, Any], origin: Origin) -> Iterator[_Wanted]:
    """The credentials of one scheme."""
    written = scheme.get("description")
    doc = written if isinstance(written, str) else None

    def want(role: AuthRole, option: str, required: bool = True) -> _Wanted:
        return _Wanted(name, role, option, origin, doc, required)

    match scheme.get("type"):
        case "apiKey":
            yield want(AuthRole.VALUE, "api_key")
        case "http" if str(scheme.get("scheme")).lower() in ("basic", "digest"):
            yield want(AuthRole.USERNAME, "username")
            yield want(AuthRole.PASSWORD, "password")
        case "http":
            yield want(AuthRole.VALUE, "bearer_token" if str(scheme.get("scheme")).lower() == "bearer" else "api_key")
        case "oauth2":
            flows = scheme.get("flows")
            names = set(flows) if isinstance(flows, dict) else set()
            only = "clientCredentials" in names and len(names) == 1
            if "clientCredentials" in names:
                yield want(AuthRole.CLIENT_ID, "client_id", only)
                yield want(AuthRole.CLIENT_SECRET, "client_secret", only)
            if not only:
                yield want(AuthRole.VALUE, "access_token", "clientCredentials" not in names)
        case "openIdConnect":
            yield want(AuthRole.VALUE, "access_token")
        case _:
            return  # mutual TLS is set up in the HTTP client


def _named(wanted: Sequence[_Wanted]) -> dict[str, _Wanted]:
    """A distinct option for each credential. The only token of an API is its `api_key`, whatever its scheme."""
    tokens = [w for w in wanted if w.role is AuthRole.VALUE]
    if len(tokens) == 1 and tokens[0].name == "bearer_token":
        wanted = [replace(w, name="api_key") if w is tokens[0] else w for w in wanted]
    usual = Counter(w.name for w in wanted)
    found: dict[str, _Wanted] = {}
    for want in wanted:
        name = want.name if usual[want.name] == 1 or _is_plain(want) else _of_scheme(want)
        candidate, number = name, 2
        while candidate in found:
            candidate, number = f"{name}_{number}", number + 1
        found[candidate] = want
    return found


def _is_plain(want: _Wanted) -> bool:
    """Whether the scheme is called as its option would be: `ApiKeyAuth`, `bearer_auth`."""
    ending = ("auth", "authentication", "scheme", "security", "http")
    kept = tuple(word for word in words(want.scheme) if word not in ending)
    return kept in (tuple(want.name.split("_")), (want.name.split("_")[0],))


def _of_scheme(want: _Wanted) -> str:
    """The scheme's own name: `X-Session-Token` → `x_session_token`, with the part for names and passwords."""
    name = snake(want.scheme) or want.name
    if want.role is AuthRole.VALUE:
        stem = name.removesuffix("_auth").removesuffix("_authentication")
        if stem.rpartition("_")[2] in ("key", "token", "secret"):
            return stem
        return f"{stem.removesuffix('_' + want.name.partition('_')[0])}_{want.name}"
    return f"{name.removesuffix('_auth')}_{want.name}"


def _required(document: Document, operations: Sequence[DocumentOperation]) -> frozenset[str]:
    """The schemes in every alternative of the document's own security or, when it has none, of every operation's."""
    own = _alternatives(document.data.get("security"))
    if own is not None:
        return frozenset.intersection(*own) if own else frozenset()
    each = [_alternatives(operation.data.get("security")) for operation in operations]
    sets = [alternative for alternatives in each for alternative in alternatives or [frozenset[str]()]]
    return frozenset.intersection(*sets) if sets else frozenset()


def _alternatives(written: object) -> list[frozenset[str]] | None:
    if not isinstance(written, list):
        return None
    return [frozenset(item) for item in written if isinstance(item, dict)]
