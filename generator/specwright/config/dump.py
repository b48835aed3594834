"""`Config` → the text of a `specwright.yml`.

What comes in: a configuration, read or inferred. What goes out: YAML with a comment for each part; `load_config` reads
the same configuration back from it.
"""

from __future__ import annotations

from ..ir.auth import AuthRole, SecurityRequirement
from ..ir.types import JsonValue
from .dump_resources import pagination_data, resource_data
from .model import Config, EnumStyle
from .settings import (
    Casing,
    ClientOptionConfig,
    ClientSettings,
    ErrorSettings,
    EventRule,
    ExampleRequest,
    MultipartSettings,
    Settings,
)
from .yaml_text import block, comment, without_empty

_HEADER = """\
How the SDK is shaped. The format is that of stainless.yml; every key is explained in docs/reference/config.md.
"""
_COMMENTS = {
    "organization": "The client class, the base error and the environment variables are named after the organisation.",
    "targets": "What is generated.",
    "environments": "Base URLs. The first one is the default.",
    "client_settings": "Arguments of the client's constructor, and what it does unless told otherwise.",
    "security": "Instead of what the document requires.",
    "security_schemes": "Added to the document's, or instead of them.",
    "pagination": "How lists are fetched page by page. Methods name the scheme they use.",
    "streaming": "What to do with each server-sent event; the first rule that matches.",
    "settings": "Further settings.",
    "multipart_settings": "How lists and objects are written in multipart bodies, where the document does not say it.",
    "query_settings": "How lists and objects are written in query strings, where the document does not say it.",
    "errors": "Errors of the API that get an exception class of their own.",
    "custom_casings": "How words are spelt in names.",
    "openapi": "Changes made to the document after reading it.",
    "resources": (
        "What users call: `client.<resource>.<method>()`. A method is a verb and a path of the document, a model is\n"
        "the name of a schema. $client holds methods of the client itself, $shared the models of several resources."
    ),
    "unspecified_endpoints": "Operations of the document that are left out on purpose.",
    "readme": "Calls shown in the README.",
    "diagnostics": "Warnings that are not shown.",
}


def dump_config(config: Config) -> str:
    """The YAML text of a configuration."""
    parts = [comment(_HEADER)]
    for key, value in _sections(config).items():
        if value is None or value == {} or value == []:
            continue
        parts.append(comment(_COMMENTS.get(key, "")) + block({key: value}))
    return "\n".join(parts)


def _sections(config: Config) -> dict[str, JsonValue]:
    organization = config.organization
    return {
        "edition": config.edition,
        "organization": without_empty(
            {"name": organization.name, "docs": organization.docs, "contact": organization.contact}
        ),
        "targets": without_empty({"python": _python(config)}),
        "environments": {environment.name: environment.url for environment in config.environments},
        "client_settings": _client(config.client),
        "security": [_requirement(r) for r in config.security] if config.security is not None else None,
        "security_schemes": {scheme.name: dict(scheme.data) for scheme in config.security_schemes},
        "pagination": [pagination_data(scheme) for scheme in config.pagination],
        "streaming": without_empty({"on_event": [_event_rule(rule) for rule in config.on_event]}),
        "settings": _settings(config.settings),
        "query_settings": {
            "array_format": config.query.array_format.value,
            "nested_format": config.query.nested_format.value,
        },
        "multipart_settings": _multipart(config.multipart),
        "errors": _errors(config.errors),
        "custom_casings": {casing.word: _casing(casing) for casing in config.custom_casings},
        "openapi": without_empty({"transforms": _transforms(config)}),
        "resources": {resource.name: resource_data(resource) for resource in config.resources},
        "unspecified_endpoints": [endpoint.id for endpoint in config.unspecified_endpoints],
        "readme": without_empty({"example_requests": {e.place: _example(e) for e in config.example_requests}}),
        "diagnostics": without_empty({"ignored": dict.fromkeys(config.ignored_diagnostics, True)}),
    }


def _multipart(multipart: MultipartSettings) -> dict[str, JsonValue]:
    if multipart == MultipartSettings():
        return {}
    return {"array_format": multipart.array_format.value, "nested_format": multipart.nested_format.value}


def _python(config: Config) -> dict[str, JsonValue]:
    python = config.python
    protection = python.disable_pydantic_namespace_protection
    return without_empty(
        {
            "package_name": python.package_name,
            "project_name": python.project_name,
            "version": python.version,
            "http_library": python.http_library if python.http_library != "httpx" else None,
            "raw_responses": "legacy" if python.legacy_raw_responses else None,
            "resource_classes": "short" if python.short_resource_classes else None,
            "open_typed_dicts": "union" if python.open_typed_dicts_are_unions else None,
            "enums": python.enums.value if python.enums is not EnumStyle.CLOSED else None,
            "union_arms": "tags" if python.arms_by_tag else None,
            "nullable_fields": "optional" if python.optional_nullable_fields else None,
            "production_repo": python.production_repo,
            "readme_title": python.readme_title,
            "edition": python.edition,
            "publish": {"pypi": True} if python.publish else None,
            "options": {"disable_pydantic_namespace_protection": True} if protection else None,
            "skip": python.skip or None,
        }
    )


def _client(client: ClientSettings) -> dict[str, JsonValue]:
    usual = ClientSettings(client.origin)
    retries: dict[str, JsonValue] = {
        "max_retries": client.max_retries,
        "initial_delay_seconds": client.initial_retry_delay,
        "max_delay_seconds": client.max_retry_delay,
    }
    defaults = (usual.max_retries, usual.initial_retry_delay, usual.max_retry_delay)
    return without_empty(
        {
            "opts": {option.name: _option(option) for option in client.options},
            "idempotency": without_empty({"header": client.idempotency_header}),
            "default_headers": dict(client.default_headers),
            "default_timeout": round(client.default_timeout * 1000) if client.default_timeout != 60.0 else None,
            "default_retries": retries if tuple(retries.values()) != defaults else None,
            "default_env_prefix": client.env_prefix,
            "default_client_name": client.client_name,
            "response_headers": dict(client.response_headers),
            "omit_stainless_headers": client.omit_platform_headers or None,
        }
    )


def _option(option: ClientOptionConfig) -> dict[str, JsonValue]:
    auth: dict[str, JsonValue] | None = None
    if option.auth is not None:
        role = option.auth.role.value if option.auth.role is not AuthRole.VALUE else None
        auth = without_empty({"security_scheme": option.auth.scheme, "role": role})
    return without_empty(
        {
            "type": option.type,
            "description": option.description,
            "nullable": option.nullable or None,
            "default": option.default,
            "example": option.example,
            "read_env": option.read_env,
            "auth": auth,
            "server_variable": option.server_variable,
            "send_in_header": option.send_in_header,
            "send_as_query_param": option.send_as_query_param,
            "send_as_body_param": option.send_as_body_param,
            "send_as_path_param": option.send_as_path_param,
            "send_in_cookie": option.send_in_cookie,
            "required_in_tests": option.required_in_tests or None,
        }
    )


def _requirement(requirement: SecurityRequirement) -> dict[str, JsonValue]:
    return {use.scheme: list(use.scopes) for use in requirement.uses}


def _event_rule(rule: EventRule) -> dict[str, JsonValue]:
    found = without_empty(
        {
            "data_starts_with": rule.data_starts_with,
            "kind": "fallthrough" if rule.fallthrough else None,
            "handle": rule.action.value,
            "error_property": rule.error_property,
        }
    )
    if rule.event_types:
        types: list[JsonValue] = list(rule.event_types)
        return {"event_type": types if len(types) > 1 else types[0], **found}
    return found


def _settings(settings: Settings) -> dict[str, JsonValue]:
    licence: JsonValue = None
    if settings.license is not None:
        written = settings.license
        whole = without_empty({"name": written.name, "contents": written.contents, "extension": written.extension})
        licence = whole if len(whole) > 1 else written.name
    return without_empty(
        {
            "license": licence,
            "unwrap_response_fields": list(settings.unwrap_response_fields),
            "unwrap_multiproperty_response_fields": settings.unwrap_multiproperty_response_fields or None,
            "positional_params": None if settings.positional_params else False,
            "per_endpoint_security": settings.per_endpoint_security or None,
            "python": without_empty({"license_classifier": settings.license_classifier}),
            "file_header": settings.file_header,
            "disable_tests": settings.disable_tests or None,
            "sort_schema_properties": settings.sort_properties or None,
        }
    )


def _errors(errors: ErrorSettings) -> dict[str, JsonValue]:
    union: dict[str, JsonValue] | None = None
    if errors.union is not None:
        written = errors.union
        union = without_empty(
            {
                "source": written.source,
                "discriminator": written.discriminator,
                "status_property": written.status_property,
                "variants": {
                    v.value: without_empty({"status_code": v.status_code, "name": v.name}) for v in written.variants
                },
            }
        )
    return without_empty({"message_property": errors.message_property, "union": union})


def _casing(casing: Casing) -> dict[str, JsonValue]:
    return without_empty({"initialism": casing.initialism, **dict(casing.spellings)})


def _transforms(config: Config) -> list[JsonValue]:
    return [
        without_empty({"command": t.command, "reason": t.reason, "args": dict(t.arguments)}) for t in config.transforms
    ]


def _example(example: ExampleRequest) -> dict[str, JsonValue]:
    return {
        "type": "request",
        "endpoint": example.endpoint,
        "params": dict(example.params),
        **without_empty(
            {
                "response_property": example.response_property,
                "assign_to": example.assign_to,
                "file_param": example.file_param,
                "file_path": example.file_path,
            }
        ),
    }
