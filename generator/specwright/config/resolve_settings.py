"""Stage config: pagination and client settings against the rest of the configuration and the document."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics
from .document import DocumentOperation
from .inference.auth import infer_auth_options
from .model import Config

if TYPE_CHECKING:
    from ..spec import Document


def check_paging(config: Config, diagnostics: Diagnostics) -> None:
    """`paginated` must be a scheme that there is."""
    names = [scheme.name for scheme in config.pagination]
    for _, resource in config.walk():
        for method in resource.methods:
            if isinstance(method.paginated, str) and method.paginated not in names:
                near = difflib.get_close_matches(method.paginated, names, n=1)
                hint = f"did you mean `{near[0]}`?" if near else None
                message = f"there is no pagination scheme `{method.paginated}`"
                place = method.origin.child("paginated")
                diagnostics.error("Config/UnknownTarget", message, place, hint=hint)


def with_credentials(
    config: Config, document: Document, operations: Sequence[DocumentOperation], diagnostics: Diagnostics
) -> Config:
    """The configuration with options for the document's security schemes, when it says nothing about either.

    Without them the SDK could not sign in at all.
    """
    client = config.client
    if config.inferred or client.options or config.security is not None or config.security_schemes:
        return config
    options = infer_auth_options(document, operations, config.organization.name)
    if options:
        names = ", ".join(f"`{option.name}`" for option in options)
        message = f"`client_settings.opts` is not there; the client gets {names} for the document's security schemes"
        diagnostics.note("ClientOpt/Inferred", message, config.origin)
    return replace(config, client=replace(client, options=options))


def check_client(config: Config, document: Document, diagnostics: Diagnostics) -> None:
    """Options must feed security schemes that there are, and every required scheme should be fed."""
    components = document.data.get("components")
    described = components.get("securitySchemes") if isinstance(components, dict) else None
    known = [*(described if isinstance(described, dict) else ()), *(s.name for s in config.security_schemes)]
    for option in config.client.options:
        scheme = option.auth.scheme if option.auth is not None else None
        if scheme is not None and scheme not in known:
            near = difflib.get_close_matches(scheme, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else None
            message = f"the option `{option.name}` feeds a security scheme that there is not: `{scheme}`"
            place = option.origin.child("auth", "security_scheme")
            diagnostics.error("Config/UnknownTarget", message, place, hint=hint)
    fed = {option.auth.scheme for option in config.client.options if option.auth is not None}
    for index, requirement in enumerate(config.security or ()):
        for use in requirement.uses:
            if use.scheme not in known:
                message = f"there is no security scheme `{use.scheme}`"
                place = config.origin.child("security", index, use.scheme)
                diagnostics.error("Config/UnknownTarget", message, place)
            elif use.scheme not in fed:
                message = f"no client option feeds the security scheme `{use.scheme}`"
                diagnostics.warn("ClientOpt/Missing", message, config.origin.child("security", index, use.scheme))
