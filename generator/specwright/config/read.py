"""Stage config: a configuration file → `Config`.

What comes in: the path of a `specwright.yml`, or of a `stainless.yml` as it is. What goes out: `Config`, and a usage
ledger that says of every key whether it is used, has no effect on Python, or is not supported yet. The document is not
looked at here; `resolve.py` does that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..diagnostics import Diagnostics, fail
from ..ir.auth import SchemeUse, SecurityRequirement
from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..spec.limits import Limits
from ..spec.source import Source, read_bytes
from ..spec.yaml_loader import parse_yaml
from .keys import ROOT
from .ledger import UsageLedger
from .model import Config, EnumStyle, EnvironmentConfig, Organization, PythonTarget
from .node import Node
from .read_resources import read_endpoint, read_pagination, read_resource
from .read_settings import (
    read_casing,
    read_client,
    read_errors,
    read_event_rule,
    read_multipart,
    read_query,
    read_settings,
)
from .settings import ExampleRequest, SecuritySchemeConfig, Transform
from .shape import Checker, Dropped, nearest

_FILE_BYTES = 5_000_000
"""A configuration is written by hand: the largest public ones have 60 kB."""


def load_config(path: Path, diagnostics: Diagnostics) -> Config:
    """Read the configuration file at `path`.

    Wrong values and unknown keys are reported as errors and left out. Raises `SpecwrightError` when the file cannot be
    read, is not YAML, or is not a mapping.
    """
    file = path.as_posix()
    limits = Limits(file_bytes=_FILE_BYTES)
    data = parse_yaml(Source.from_bytes(file, read_bytes(path, file, limits)), limits)
    return read_config(data, file, diagnostics)


def read_config(data: object, file: str, diagnostics: Diagnostics) -> Config:
    """The configuration in `data`, the content of `file` (which is the name in all places)."""
    origin = Origin(file, "")
    if data is None:
        raise fail("Config/Empty", f"{file} is empty", origin, hint="`specwright init` writes one from a document")
    if not isinstance(data, dict):
        raise fail("Config/InvalidValue", f"{file} must be a mapping of configuration keys", origin)
    ledger = UsageLedger()
    checked = Checker(diagnostics, ledger).check(data, ROOT, origin, "")
    root = Node({} if isinstance(checked, Dropped) else checked, origin)
    _check_targets(root, data, diagnostics)
    python = _python(root.section("targets").section("python"), root.section("package").section("python"))
    return Config(
        origin=origin,
        organization=_organization(root, python, diagnostics),
        python=python,
        client=read_client(root.section("client_settings"), diagnostics),
        settings=read_settings(root.section("settings")),
        query=read_query(root.section("query_settings")),
        multipart=read_multipart(root.section("multipart_settings")),
        environments=_environments(root.section("environments")),
        resources=tuple(read_resource(name, node, diagnostics) for name, node in root.section("resources").entries()),
        pagination=read_pagination(
            root.child("pagination") or root.section("client_settings").child("pagination"), diagnostics
        ),
        security=_security(root.child("security")),
        security_schemes=_security_schemes(root.section("security_schemes")),
        on_event=tuple(read_event_rule(node) for node in _list(root.section("streaming").child("on_event"))),
        custom_casings=tuple(read_casing(word, node) for word, node in root.section("custom_casings").entries()),
        example_requests=_examples(root.section("readme").section("example_requests")),
        transforms=_transforms(root.section("openapi")),
        errors=read_errors(root.section("errors"), diagnostics),
        unspecified_endpoints=tuple(
            endpoint
            for node in _list(root.child("unspecified_endpoints"))
            if (endpoint := read_endpoint(node, diagnostics)) is not None
        ),
        ignored_diagnostics=tuple(rule for rule, _ in root.section("diagnostics").section("ignored").entries()),
        edition=root.text("edition"),
        ledger=ledger,
    )


def _list(node: Node | None) -> list[Node]:
    return list(node.items()) if node is not None else []


def _check_targets(root: Node, data: Mapping[str, JsonValue], diagnostics: Diagnostics) -> None:
    """A misspelt `python` would otherwise pass for a language that has no effect here."""
    written = data.get("targets")
    if root.section("targets").has("python") or not isinstance(written, dict):
        return
    for name in written:
        if nearest(name, ("python",)) and name != "python":
            place = root.origin.child("targets", name)
            diagnostics.error(
                "Config/UnknownKey", f"unknown target `{name}`", place, hint="did you mean `python`?", at_key=True
            )


def _organization(root: Node, python: PythonTarget, diagnostics: Diagnostics) -> Organization:
    node = root.section("organization")
    name = node.text("name") or python.package_name
    if not name or not re.search(r"[^\W_]", name):
        diagnostics.error(
            "Config/Missing",
            "`organization.name` is missing: the client class and the environment variables are named after it",
            node.origin if root.has("organization") else root.origin,
        )
        name = "api"
    return Organization(name, node.origin, docs=node.text("docs") or None, contact=node.text("contact") or None)


def _python(node: Node, older: Node) -> PythonTarget:
    """`older` is `package.python`, where the file says it in that place."""
    publish = node.section("publish").child("pypi")
    options = node.section("options")
    project = node.text("project_name")
    if publish is not None and project is None:
        project = publish.text("package_name")
    project = project or older.text("name")
    return PythonTarget(
        origin=node.origin,
        package_name=node.text("package_name"),
        project_name=project,
        version=node.text("version") or "0.1.0",
        http_library=node.text("http_library") or "httpx",
        legacy_raw_responses=node.text("raw_responses") == "legacy",
        short_resource_classes=node.text("resource_classes") == "short",
        open_typed_dicts_are_unions=node.text("open_typed_dicts") == "union",
        enums=EnumStyle(node.text("enums") or "closed"),
        arms_by_tag=node.text("union_arms") == "tags",
        optional_nullable_fields=node.text("nullable_fields") == "optional",
        production_repo=node.text("production_repo"),
        readme_title=node.text("readme_title"),
        edition=node.text("edition"),
        skip=node.flag("skip"),
        publish=publish is not None and publish.value is not False,
        disable_pydantic_namespace_protection=options.flag("disable_pydantic_namespace_protection"),
    )


def _environments(node: Node) -> tuple[EnvironmentConfig, ...]:
    return tuple(EnvironmentConfig(name, str(url.value), url.origin) for name, url in node.entries())


def _security(node: Node | None) -> tuple[SecurityRequirement, ...] | None:
    if node is None:
        return None
    return tuple(
        SecurityRequirement(
            tuple(SchemeUse(scheme, tuple(str(s.value) for s in scopes.items())) for scheme, scopes in item.entries())
        )
        for item in node.items()
    )


def _security_schemes(node: Node) -> tuple[SecuritySchemeConfig, ...]:
    return tuple(SecuritySchemeConfig(name, scheme.mapping(), scheme.origin) for name, scheme in node.entries())


def _examples(node: Node) -> tuple[ExampleRequest, ...]:
    return tuple(
        ExampleRequest(
            place=place,
            endpoint=example.text("endpoint") or "",
            origin=example.origin,
            params=example.section("params").mapping(),
            response_property=example.flag_or_text("response_property"),
            assign_to=example.text("assign_to"),
            file_param=example.text("file_param"),
            file_path=example.text("file_path"),
        )
        for place, example in node.entries()
        if example.text("endpoint")
    )


def _transforms(node: Node) -> tuple[Transform, ...]:
    written = [*_list(node.child("transforms")), *_list(node.child("transformations"))]
    return tuple(
        Transform(item.text("command") or "", item.section("args").mapping(), item.text("reason"), item.origin)
        for item in written
    )


__all__ = ["load_config", "read_config"]
