"""Stage check: what must fit together in `paths`: operation ids, path templates and their parameters, security.

What comes in: a `Document` whose shapes hold. What goes out: findings. An error is what no code can be written for;
what code can be written for in one reasonable way is a warning that names that way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..diagnostics import Diagnostic, Diagnostics, Related, Severity
from ..ir.origin import Origin
from .document import Document
from .operations import OperationSite, ParameterSite, operations, parameters
from .words import Suggestions

_PLACEHOLDER = re.compile(r"\{([^{}/]*)\}")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})


def check_operations(document: Document, diagnostics: Diagnostics) -> None:
    """All checks of this module."""
    sites = list(operations(document))
    words = Suggestions()
    _check_ids(sites, diagnostics)
    _check_paths(document, diagnostics)
    _check_ambiguity(sites, diagnostics)
    _check_security(document, document.data, document.origin(), diagnostics, words)
    for site in sites:
        _check_parameters(document, site, diagnostics, words)
        _check_security(document, site.value, site.origin, diagnostics, words)
    if not sites:
        diagnostics.warn("Document/NoOperations", "the document has no operations under 'paths'", document.origin())


def _check_ids(sites: Iterable[OperationSite], diagnostics: Diagnostics) -> None:
    first: dict[str, OperationSite] = {}
    for site in sites:
        name = site.value.get("operationId")
        if name is None:
            continue
        other = first.setdefault(name, site)
        if other is not site:
            message = f"the operationId {name!r} of {site.called} is that of {other.called} too"
            related = Related(f"{other.called} has it first", other.origin.child("operationId"))
            hint = "Give each operation an id of its own: methods and types are named after it."
            at = site.origin.child("operationId")
            rule = "Operation/DuplicateId"
            diagnostics.add(Diagnostic(Severity.ERROR, rule, message, at, hint, related=(related,)))


def _check_paths(document: Document, diagnostics: Diagnostics) -> None:
    for path in document.data.get("paths", {}):
        at = document.origin().child("paths", path)
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            diagnostics.error("Path/NoSlash", f"the path {path!r} does not begin with '/'", at, at_key=True)
        rest = _PLACEHOLDER.sub("", path)
        if "{" in rest or "}" in rest:
            message = f"the path {path!r} has a brace without its partner"
            diagnostics.error("Path/Template", message, at, at_key=True)
        names = Counter(_PLACEHOLDER.findall(path))
        for name in sorted(name for name, times in names.items() if not name or times > 1):
            what = f"the placeholder {{{name}}} twice" if name else "a placeholder without a name"
            diagnostics.error("Path/Template", f"the path {path!r} has {what}", at, at_key=True)


def _check_ambiguity(sites: Iterable[OperationSite], diagnostics: Diagnostics) -> None:
    first: dict[tuple[str, str], OperationSite] = {}
    for site in sites:
        other = first.setdefault((site.method, _PLACEHOLDER.sub("{}", site.path)), site)
        if other.path != site.path:
            message = f"{site.called} and {other.called} are the same request: they differ only in placeholder names"
            related = (Related(f"{other.called} stands here", other.origin, at_key=True),)
            rule = "Path/Ambiguous"
            diagnostics.add(Diagnostic(Severity.WARNING, rule, message, site.origin, at_key=True, related=related))


def _check_parameters(document: Document, site: OperationSite, diagnostics: Diagnostics, words: Suggestions) -> None:
    shared, shared_complete = parameters(document, site.item, site.item_origin)
    own, own_complete = parameters(document, site.value, site.origin)
    for group in (shared, own):
        _check_duplicates(group, site, diagnostics)
    declared = {parameter.key[1]: parameter for parameter in (*shared, *own) if parameter.key[0] == "path"}
    placeholders = dict.fromkeys(_PLACEHOLDER.findall(site.path))
    if shared_complete and own_complete:
        for name in placeholders:
            if name not in declared:
                message = f"{site.called} has no parameter for the placeholder {{{name}}}; it is taken as a string"
                at = site.origin.child("parameters")
                diagnostics.warn("Path/UndeclaredParameter", message, at, hint=words.did_you_mean(name, declared))
    for name, parameter in declared.items():
        if name not in placeholders:
            message = f"the path parameter {name!r} of {site.called} is not in the path; it is ignored"
            at = parameter.origin.child("name")
            diagnostics.warn("Path/UnknownParameter", message, at, hint=words.did_you_mean(name, placeholders))
        elif parameter.value.get("required") is not True:
            message = f"the path parameter {name!r} must have 'required: true'; it is read as required"
            diagnostics.warn("Path/OptionalParameter", message, parameter.origin.child("required"))


def _check_duplicates(group: Iterable[ParameterSite], site: OperationSite, diagnostics: Diagnostics) -> None:
    first: dict[tuple[str, str], ParameterSite] = {}
    for parameter in group:
        place, name = parameter.key
        other = first.setdefault(parameter.key, parameter)
        if other is not parameter:
            message = f"{site.called} lists the {place} parameter {name!r} twice; the later one is used"
            related = (Related("it stands first here", other.origin),)
            rule = "Parameter/Duplicate"
            diagnostics.add(Diagnostic(Severity.WARNING, rule, message, parameter.origin, related=related))
        elif place == "header" and name.lower() in _IGNORED_HEADERS:
            message = f"a header parameter called {name!r} is ignored (Parameter Object, 'name')"
            diagnostics.note("Parameter/IgnoredHeader", message, parameter.origin.child("name"))


def _check_security(
    document: Document, owner: dict[str, Any], at: Origin, diagnostics: Diagnostics, words: Suggestions
) -> None:
    schemes = document.data.get("components", {}).get("securitySchemes", {})
    for index, requirement in enumerate(owner.get("security", [])):
        for name in requirement:
            if name not in schemes:
                message = f"the security scheme {name!r} is not defined in components/securitySchemes"
                place = at.child("security", index, name)
                diagnostics.warn(
                    "Security/Undefined", message, place, hint=words.did_you_mean(name, schemes), at_key=True
                )
