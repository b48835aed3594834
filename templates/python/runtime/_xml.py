"""XML bodies (OpenAPI 3.1.1, section 4.8.26): a dict to an element and back, guided by the declared type.

In: data under wire names, or the bytes of a response. Out: bytes, or data shaped like JSON for the decoder. A property
is a child element, or an attribute when its key starts with `@`; a list is a repeated element. Reading also accepts
attributes where the type has a property, and lists that are wrapped in an element of their own. Document type
declarations are refused: entities are how XML reads files, asks other servers, and grows without bounds. With that the
standard library suffices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args
from xml.etree import ElementTree

from ._discriminator import model_fields, wire_name
from ._utils._json import DecodeError
from ._utils._text import plain, text_of
from ._utils._typing import is_literal, is_model, is_union, mapping_value, sequence_item, unwrap

__all__ = ["from_xml", "to_xml"]

# XML 1.0 (fifth edition), productions 4 and 4a, as far as programs use them; a prefix may stand before a colon.
_NAME = re.compile(r"(?:[^\W\d][\w.\-]*:)?[^\W\d][\w.\-]*").fullmatch
# Production 2: characters that no XML document may hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search
_MAX_DEPTH = 200
"""Of elements, whatever the interpreter's own limit has been set to."""
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def to_xml(value: object, *, root: str) -> bytes:
    """Writes an XML document in UTF-8.

    Args:
      value: a mapping or model (child elements; `@name` keys: attributes; `#text`: the text beside them), a list (its
        items as `item` elements), or a scalar. None is left out.
      root: the name of the outermost element.

    Raises:
      ValueError: a key that is not an XML name, or text that XML cannot hold.
    """
    element = ElementTree.Element(_checked_name(root))
    _write(element, value)
    document: bytes = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
    return document


def _write(element: ElementTree.Element, value: object) -> None:
    value = plain(value)
    if isinstance(value, dict):
        for key, entry in value.items():
            _write_property(element, str(key), entry)
    elif isinstance(value, list):
        _write_property(element, "item", value)
    else:
        element.text = _checked_text(text_of(value))


def _write_property(element: ElementTree.Element, key: str, value: object) -> None:
    if value is None:
        return
    if key.startswith("@"):
        element.set(_checked_name(key[1:]), _checked_text(text_of(value)))
    elif key == "#text":
        element.text = _checked_text(text_of(value))
    else:
        value = plain(value)
        for entry in value if isinstance(value, list) else [value]:
            _write(ElementTree.SubElement(element, _checked_name(key)), entry)


def _checked_name(name: str) -> str:
    if not _NAME(name):
        raise ValueError(f"{name!r} is not an XML name")
    return name


def _checked_text(text: str) -> str:
    if found := _FORBIDDEN(text):
        raise ValueError(f"XML cannot hold the character {found.group()!r}")
    return text


class _Builder(ElementTree.TreeBuilder):
    _depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise DecodeError("The XML is nested too deeply")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise DecodeError("The XML has a document type declaration, which is refused")


def from_xml(data: bytes, type_: Any) -> Any:
    """Reads an XML document as data for `type_`: numbers and booleans where it says so, lists where it says so.

    Namespaces are left out of the names. `xsi:nil` is None.

    Raises:
      DecodeError: not XML, nested too deeply, or with a document type declaration.
    """
    try:
        return _read(ElementTree.fromstring(data, ElementTree.XMLParser(target=_Builder())), type_)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise DecodeError(f"The body is not XML: line {line} column {column}") from error
    except LookupError as error:
        raise DecodeError("The body is not XML: its encoding is not known") from error


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _read(element: ElementTree.Element, type_: Any) -> Any:
    if element.get(_NIL) in ("true", "1"):
        return None
    inner, _ = unwrap(type_)
    if is_union(inner):
        inner = _best_arm(element, [unwrap(arm)[0] for arm in get_args(inner) if arm is not type(None)])
    if is_model(inner):
        types = {wire_name(name, field): field.annotation for name, field in model_fields(inner).items()}
        return _read_object(element, types, Any)
    if (item := sequence_item(inner)) is not None:
        return [_read(child, item) for child in element]
    if (value := mapping_value(inner)) is not None:
        return _read_object(element, {}, value)
    if len(element) or (_has_attributes(element) and inner in (Any, object)):
        return _read_object(element, {}, Any)
    return _read_text(element.text or "", inner)


def _has_attributes(element: ElementTree.Element) -> bool:
    return any(_local(name) != "schemaLocation" for name in element.keys())  # noqa: SIM118 - an element is no mapping


def _read_object(element: ElementTree.Element, types: Mapping[str, Any], other: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in element.items():
        key = _local(name)
        if key in types:
            found[key] = _read_text(value, unwrap(types[key])[0])
        elif name != _NIL:
            found[f"@{key}"] = value
    groups: dict[str, list[ElementTree.Element]] = {}
    for child in element:
        groups.setdefault(_local(child.tag), []).append(child)
    for key, children in groups.items():
        found[key] = _read_property(children, types.get(key, other))
    text = (element.text or "").strip()
    if text and not groups:
        found["#text"] = text
    return found


def _read_property(children: list[ElementTree.Element], type_: Any) -> Any:
    item = _list_item(type_)
    if item is None:
        inner = unwrap(type_)[0]
        if len(children) == 1 or inner not in (Any, object):
            return _read(children[0], type_)
        return [_read(child, Any) for child in children]
    if len(children) == 1 and _wraps_items(children[0], item):
        return [_read(child, item) for child in children[0]]
    return [_read(child, item) for child in children]


def _list_item(type_: Any) -> Any | None:
    inner, _ = unwrap(type_)
    if is_union(inner):
        return next((found for arm in get_args(inner) if (found := _list_item(arm)) is not None), None)
    return sequence_item(inner)


def _wraps_items(element: ElementTree.Element, item: Any) -> bool:
    """Whether `<tags><tag/><tag/></tags>` is meant: children of one name, which is no property of the item."""
    names = {_local(child.tag) for child in element}
    if len(names) != 1:
        return not names and not (element.text or "").strip()
    inner, _ = unwrap(item)
    if is_model(inner):
        return names.isdisjoint(wire_name(name, field) for name, field in model_fields(inner).items())
    return mapping_value(inner) is None


def _best_arm(element: ElementTree.Element, arms: list[Any]) -> Any:
    """The arm of a union that knows most of the children; for text, the first scalar that reads it."""
    names = {_local(child.tag) for child in element} | {_local(name) for name, _ in element.items()}

    def known(arm: Any) -> int:
        if not is_model(arm):
            return -1
        return len(names.intersection(wire_name(name, field) for name, field in model_fields(arm).items()))

    if names:
        return max(arms, key=known)
    text = element.text or ""
    return next((arm for arm in arms if not isinstance(_read_text(text, arm), str)), str if str in arms else arms[0])


def _read_text(text: str, inner: Any) -> Any:
    """The text as the scalar it is declared to be; otherwise as it is."""
    if is_union(inner):
        arms = (_read_text(text, unwrap(arm)[0]) for arm in get_args(inner) if arm is not type(None))
        return next((value for value in arms if not isinstance(value, str)), text)
    trimmed = text.strip()
    if inner is bool:
        return {"true": True, "1": True, "false": False, "0": False}.get(trimmed, text)
    if inner is int or inner is float:
        try:
            return inner(trimmed)
        except ValueError:
            return text
    if is_literal(inner):
        return next((member for member in get_args(inner) if text_of(member) == trimmed), text)
    return text
