"""Stage lower: Operation Objects (OpenAPI 3.1, 4.8.10) → `Operation`.

What comes in: a call. What goes out: the operation, and how it pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import LifeCycle, Operation, Paging, Param, ParamWhere
from ..values import dataclass
from .bodies import lower_body
from .calls import Call
from .parameters import lower_parameters
from .reading import as_mapping, list_member, soft_flag, soft_text
from .responses import lower_responses
from .security import lower_requirements
from .servers import filled_url, lower_servers


@dataclass(frozen=True, slots=True)
class Lowered:
    """An operation, the pages its method returns, if it does, and why it should not be called any more."""

    operation: Operation
    paging: Paging | None
    deprecation: str | None = None
    """The message of `x-stainless-deprecation-message`."""


def lower_operation(call: Call) -> Lowered:
    """One operation. Raises `SpecwrightError` when it cannot be lowered."""
    ctx, origin = call.ctx, call.origin
    value = as_mapping(call.value, "an operation", origin)
    params = tuple(param for param in lower_parameters(call) if not _sent_by_client(call, param))
    body = lower_body(call)
    outcome = lower_responses(call, params, body)
    operation = Operation(
        id=call.id,
        method=call.method,
        path=call.path,
        origin=origin,
        operation_id=soft_text(value, "operationId", origin, ctx.diagnostics),
        summary=_described(call, "summary"),
        doc=_described(call, "description"),
        deprecated=soft_flag(value, "deprecated", origin, ctx.diagnostics),
        params=params,
        body=body,
        responses=outcome.responses,
        result=outcome.result,
        result_type=outcome.type,
        unwrap=outcome.unwrap,
        stream=outcome.stream,
        security=lower_requirements(ctx, value, origin),
        servers=_servers(call),
        tags=tuple(tag for tag in list_member(value, "tags", origin) if isinstance(tag, str)),
        life=_life(value),
    )
    deprecation = soft_text(value, "x-stainless-deprecation-message", origin, ctx.diagnostics)
    return Lowered(operation, outcome.paging, deprecation)


def _life(value: Mapping[str, object]) -> LifeCycle:
    """Extensions that say how long an operation will be there; values of other types say nothing."""
    sunset, stability = value.get("x-sunset"), value.get("x-stability-level")
    return LifeCycle(
        sunset if isinstance(sunset, str) else None,
        stability if isinstance(stability, str) else None,
        value.get("x-internal") is True,
    )


def _described(call: Call, key: str) -> str | None:
    """What the operation says, else what its path item says for all its operations."""
    own = soft_text(call.value, key, call.origin, call.ctx.diagnostics)
    return own or soft_text(call.item, key, call.item_origin, call.ctx.diagnostics)


def _servers(call: Call) -> tuple[str, ...]:
    for value, origin in ((call.value, call.origin), (call.item, call.item_origin)):
        found = lower_servers(call.ctx, value, origin)
        if found:
            return tuple(filled_url(server) for server in found)
    return ()


def _sent_by_client(call: Call, param: Param) -> bool:
    """Whether a client option or the idempotency key is what this parameter is for: methods have no argument for it."""
    client = call.ctx.config.client
    wire = param.wire
    if param.where is ParamWhere.HEADER:
        headers = [option.send_in_header for option in client.options] + [client.idempotency_header]
        return wire.lower() in {name.lower() for name in headers if name}
    if param.where is ParamWhere.QUERY:
        return any(option.send_as_query_param == wire for option in client.options)
    if param.where is ParamWhere.COOKIE:
        return any(option.send_in_cookie == wire for option in client.options)
    return False
