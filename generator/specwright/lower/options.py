"""Stage lower: settings of the client: `client_settings.opts`, `custom_casings`, `streaming.on_event`.

What comes in: the configuration. What goes out: the arguments of the client's constructor, spellings of words, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics
from ..ir import AuthRole, ClientOption, JsonScalar, Name, NameStrength, StreamAction, StreamRule
from .reading import describe

if TYPE_CHECKING:
    from ..config import Config
    from ..config.settings import ClientOptionConfig


def lower_options(config: Config, diagnostics: Diagnostics) -> tuple[ClientOption, ...]:
    """The options of the client, in the configuration's order."""
    return tuple(_lower_option(option, diagnostics) for option in config.client.options)


def lower_casings(config: Config) -> dict[str, dict[str, str]]:
    """`custom_casings`: by word, its spellings by style; `initialism` is `true` or `false`."""
    found: dict[str, dict[str, str]] = {}
    for casing in config.custom_casings:
        spellings = dict(casing.spellings)
        if casing.initialism is not None:
            spellings["initialism"] = "true" if casing.initialism else "false"
        found[casing.word] = spellings
    return found


def lower_stream_rules(config: Config) -> tuple[StreamRule, ...]:
    """`streaming.on_event`, in its order."""
    return tuple(
        StreamRule(
            StreamAction(rule.action.value),
            rule.event_types,
            rule.data_starts_with,
            rule.fallthrough,
            rule.error_property,
        )
        for rule in config.on_event
    )


def _lower_option(option: ClientOptionConfig, diagnostics: Diagnostics) -> ClientOption:
    default: JsonScalar = None
    if isinstance(option.default, dict | list):
        message = f"the default of a client option is a text, number or boolean, not {describe(option.default)}"
        diagnostics.warn("ClientOpt/Default", message, option.origin)
    else:
        default = option.default
    auth = option.auth
    return ClientOption(
        name=Name(option.name, NameStrength.CONFIG),
        type=option.type,
        required=not option.nullable and default is None,
        doc=option.description,
        default=default,
        env=option.read_env,
        server_variable=option.server_variable,
        send_in_header=option.send_in_header,
        send_as_query_param=option.send_as_query_param,
        send_as_path_param=option.send_as_path_param,
        send_in_cookie=option.send_in_cookie,
        send_as_body_param=option.send_as_body_param,
        example=option.example if not isinstance(option.example, dict | list) else None,
        auth_scheme=auth.scheme if auth is not None else None,
        auth_role=auth.role if auth is not None else AuthRole.VALUE,
    )
