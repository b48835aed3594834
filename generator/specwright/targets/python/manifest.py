"""Render stage: the API and its names in, `_manifest.json` out: what of the API became what of the SDK.

Its form is documented in docs/reference/manifest.md. Tools read it (a mock server, a diff, the next run, which takes
its names from it), so that nothing has to be guessed from source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ... import ir
from .usage import methods_of, sent_fields
from .views.client import base_url, fill
from .views.context import Context
from .views.operations import ResultForm, result_of

FORMAT = 1
_NAMES = "names"


def manifest_json(context: Context) -> str:
    """The manifest's text; the same API gives the same bytes."""
    api, names, settings = context.api, context.names, context.settings
    document = {
        "format": FORMAT,
        "package": settings.package_name,
        "project": settings.project_name,
        "version": settings.version,
        "api": {"title": api.info.title, "version": api.info.version},
        "client": names.client,
        "async_client": f"Async{names.client}",
        "environment_prefix": names.env_prefix,
        "base_url": base_url(api),
        "environments": {each.name.text: fill(each.server, {}) for each in api.environments},
        "options": [_option(context, option) for option in api.options],
        "operations": [_operation(context, resource, method) for resource, method in methods_of(api.root)],
        _NAMES: dict(sorted(names.remembered().items())),
    }
    return json.dumps(document, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def remembered_names(text: str) -> dict[str, str]:
    """The names of an earlier run, for `generate`; {} when the text is no manifest of ours."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return {}
    found = document.get(_NAMES)
    if not isinstance(found, Mapping):
        return {}
    return {key: value for key, value in found.items() if isinstance(key, str) and isinstance(value, str)}


def _option(context: Context, option: ir.ClientOption) -> dict[str, object]:
    sent = {
        "header": option.send_in_header,
        "query": option.send_as_query_param,
        "path": option.send_as_path_param,
        "cookie": option.send_in_cookie,
        "body": option.send_as_body_param,
        "server": option.server_variable,
    }
    found: dict[str, object] = {
        "name": context.names.option(option.name.text),
        "type": option.type,
        "required": option.required,
        "env": option.env,
        "auth": {"scheme": option.auth_scheme, "role": option.auth_role.value} if option.auth_scheme else None,
        "sent_as": {where: wire for where, wire in sent.items() if wire is not None} or None,
    }
    return _without_nulls(found)


def _operation(context: Context, resource: ir.Resource, method: ir.Method) -> dict[str, object]:
    operation = context.api.operations[method.operation]
    result = result_of(operation, method)
    name = context.names.method(operation.id, resource.path, method.name.text)
    found: dict[str, object] = {
        "method": operation.method.upper(),
        "path": operation.path,
        "operation_id": operation.operation_id,
        "call": ".".join((*_attributes(context, resource.path), name)),
        "arguments": _arguments(context, operation),
        "positional": [context.names.argument(operation.id, "path", wire) for wire in method.positional] or None,
        "request": [content.media_type for content in operation.body.contents] if operation.body else None,
        "responses": {
            response.status: [content.media_type for content in response.contents] for response in operation.responses
        },
        "result": result.form.value if result.type is not None or result.form is ResultForm.BINARY else None,
        "unwrap": operation.unwrap,
        "stream": _stream(context, operation),
        "paging": _paging(context, method.paging),
        "deprecated": True if operation.deprecated or method.deprecated is not None else None,
    }
    return _without_nulls(found)


def _attributes(context: Context, path: tuple[str, ...]) -> list[str]:
    """What follows `client.` on the way to a resource."""
    return [context.names.resource(path[: depth + 1]).attribute for depth in range(len(path))]


def _arguments(context: Context, operation: ir.Operation) -> dict[str, str]:
    """`query:sortOrder` → `sort_order`; `body` alone is the argument that takes the whole body."""
    names = context.names
    found = {
        f"{param.where.value}:{param.wire}": names.argument(operation.id, param.where.value, param.wire)
        for param in operation.params
    }
    for given in sent_fields(operation):
        if given.access is not ir.Access.READ_ONLY:
            found[f"body:{given.wire}"] = names.argument(operation.id, "body", given.wire)
    if operation.body is not None and operation.body.spread is None:
        found["body"] = names.body_argument(operation.id)
    return found


def _stream(context: Context, operation: ir.Operation) -> dict[str, object] | None:
    stream = operation.stream
    if stream is None:
        return None
    flag = stream.discriminator
    argument = context.names.argument(operation.id, stream.place, flag) if flag is not None else None
    return _without_nulls({"kind": stream.kind.value, "argument": argument})


def _paging(context: Context, paging: ir.Paging | None) -> dict[str, object] | None:
    if paging is None:
        return None
    sync_page, async_page = context.names.page(paging.scheme)
    return {"scheme": paging.scheme, "page": sync_page, "async_page": async_page}


def _without_nulls(found: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in found.items() if value is not None}
