"""Build stage: client options in, constructor arguments and attributes of the client out."""

from __future__ import annotations

from collections.abc import Iterator

from .... import ir
from ....values import dataclass
from ..imports import Imports
from ..quoting import Code, Doc, Ident, docstring_body, literal
from ..usage import methods_of
from .context import Context
from .docs import clean

_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_PARSED = {"int": "int({})", "float": "float({})", "bool": '{}.lower() in ("1", "true")'}
_OPTIONS_MODULE = "._client_options"


@dataclass(frozen=True, slots=True)
class OptionView:
    """A constructor argument.

    `annotation` and `default` are those of the constructor (no default: it has to be given), `declared` the attribute's
    line in the class (`api_key = Secret[str]()`), `value` what is stored, after the statement `read` if there is one,
    `copied` the annotation in `copy`.
    """

    name: Ident
    annotation: Code
    default: Code | None
    declared: Code
    read: Code | None
    value: Code
    copied: Code
    doc: Doc | None
    env: Code | None


def view_options(context: Context, imports: Imports) -> tuple[OptionView, ...]:
    """All options of the configuration; what they use of the runtime is imported into `imports`."""
    views = [_view(context, option, imports) for option in context.api.options]
    return tuple(sorted(views, key=lambda view: view.default is not None))


def _view(context: Context, option: ir.ClientOption, imports: Imports) -> OptionView:
    name = context.names.option(option.name.text)
    plain = _TYPES.get(option.type, "str")
    must_exist = option.required or option.default is not None
    stored = plain if must_exist else f"{plain} | None"
    given = option.required and option.env is None and option.default is None
    fallback = None if given else literal(option.default) if option.env is None else "None"
    annotation = plain if given or (option.default is not None and option.env is None) else f"{plain} | None"
    return OptionView(
        name=Ident(name),
        annotation=Code(annotation),
        default=Code(fallback) if fallback is not None else None,
        declared=_declared(option, name, stored, imports),
        read=_read(option, name, plain, imports),
        value=_value(option, name, plain, imports),
        copied=Code(f"{plain} | None"),
        doc=docstring_body(said) if (said := clean(option.doc)) else None,
        env=Code(literal(option.env)) if option.env else None,
    )


def _declared(option: ir.ClientOption, name: str, stored: str, imports: Imports) -> Code:
    """Credentials are kept apart, so that they do not show in `vars` or in error reports."""
    if option.auth_scheme is None:
        return Code(f"{name}: {stored}")
    imports.member("._auth", "Secret")
    return Code(f"{name} = Secret[{stored if stored == 'str' else literal(stored)}]()")


def _read(option: ir.ClientOption, name: str, plain: str, imports: Imports) -> Code | None:
    """The text of an option that is no text: `port_text = option_from_env(…)`."""
    if option.env is None or plain == "str":
        return None
    text = f"None if {name} is None else str({name})"
    if option.required and option.default is None:
        imports.member(_OPTIONS_MODULE, "required_option")
        return Code(f"{_text_of(name)} = required_option({literal(name)}, {text}, env={literal(option.env)})")
    imports.member(_OPTIONS_MODULE, "option_from_env")
    return Code(f"{_text_of(name)} = option_from_env({text}, env={literal(option.env)})")


def _text_of(name: str) -> Ident:
    return Ident(f"{name}_text")


def _value(option: ir.ClientOption, name: str, plain: str, imports: Imports) -> Code:
    if option.env is None:
        return Code(name)
    if plain != "str":
        parsed = _PARSED[plain].format(_text_of(name))
        if option.required and option.default is None:
            return Code(parsed)
        return Code(f"{literal(option.default)} if {_text_of(name)} is None else {parsed}")
    env = f"env={literal(option.env)}"
    if option.default is not None:
        imports.member(_OPTIONS_MODULE, "option_from_env")
        return Code(f"option_from_env({name}, {env}) or {literal(option.default)}")
    function = "required_option" if option.required else "option_from_env"
    imports.member(_OPTIONS_MODULE, function)
    return Code(f"{function}({literal(name) + ', ' if option.required else ''}{name}, {env})")


def sent_options(context: Context) -> Code | None:
    """`SentOptions(headers={"X-Wire": "option"}, …)`: the options that go out with every request."""
    api, names = context.api, context.names
    parts: dict[str, dict[str, str]] = {"headers": {}, "query": {}, "cookies": {}, "path": {}, "body": {}}
    for option in api.options:
        attribute = names.option(option.name.text)
        wires = {
            "headers": option.send_in_header,
            "query": option.send_as_query_param,
            "cookies": option.send_in_cookie,
            "body": option.send_as_body_param,
        }
        if option.auth_scheme is None:
            parts |= {part: {**parts[part], wire: attribute} for part, wire in wires.items() if wire is not None}
        if option.send_as_path_param is not None:
            parts["path"] |= dict.fromkeys(_path_arguments(context, option.send_as_path_param), attribute)
    written = [f"{part}={literal(members)}" for part, members in parts.items() if members]
    return Code(f"SentOptions({', '.join(written)})") if written else None


def _path_arguments(context: Context, wire: str) -> Iterator[str]:
    """What methods call the path parameter."""
    for _, method in methods_of(context.api.root):
        operation = context.api.operations[method.operation]
        for param in operation.params:
            if param.where is ir.ParamWhere.PATH and param.wire == wire:
                yield context.names.argument(operation.id, "path", wire)
