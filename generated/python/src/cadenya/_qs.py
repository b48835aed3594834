"""The query string of an SDK, in the array and nesting formats the API was configured with.

In: parameters by wire name. Out: percent-encoded text, without the `?`. Parameters whose style the OpenAPI document
gives itself do not come here (`_styles.encode_query` sorts them out).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qs

from ._types import SENTINELS, NotGiven, not_given
from ._utils._record import Record
from ._utils._text import percent, percent_name, plain, text_of

__all__ = ["PUBLISHED_PARTS", "ArrayFormat", "MultipartFormat", "NestedFormat", "Querystring"]

ArrayFormat: TypeAlias = Literal["comma", "repeat", "indices", "brackets"]
NestedFormat: TypeAlias = Literal["dots", "brackets"]

_Piece: TypeAlias = tuple[str, list[str]]
"""A key and its value; a value of several texts is joined by commas."""


class MultipartFormat(Record):
    """How lists and dicts become parts of a multipart body.

    `array`: `brackets` a[] for each item · `repeat` a for each · `indices` a[0] · `comma` one part. `nested`:
    `brackets` a[b] for each entry · `dots` a.b · `json` one part of `application/json`. OpenAPI's own are `repeat`
    and `json` (3.1.1, section 4.8.15.1).
    """

    array: ArrayFormat
    nested: Literal["brackets", "dots", "json"]


PUBLISHED_PARTS = MultipartFormat("brackets", "brackets")
"""What published SDKs do."""


class Querystring:
    """Writes query strings.

    Args:
      array_format: `comma` a=1,2 · `repeat` a=1&a=2 · `brackets` a[]=1&a[]=2 · `indices` a[0]=1&a[1]=2
      nested_format: `brackets` a[b]=1 · `dots` a.b=1
    """

    array_format: ArrayFormat
    nested_format: NestedFormat

    def __init__(self, *, array_format: ArrayFormat = "repeat", nested_format: NestedFormat = "brackets") -> None:
        self.array_format = array_format
        self.nested_format = nested_format

    def parse(self, query: str) -> Mapping[str, object]:
        """The parameters of a query string; each value is a list of texts."""
        return parse_qs(query)

    def stringify(
        self,
        params: Mapping[str, Any],
        *,
        array_format: ArrayFormat | NotGiven = not_given,
        nested_format: NestedFormat | NotGiven = not_given,
    ) -> str:
        """The percent-encoded query string. None, sentinels, empty texts and empty collections are left out.

        The comma between the items of an array stays as it is, so that it differs from a comma in an item (RFC 6570).
        """
        written: list[str] = []
        for key, value in params.items():
            kind = type(value)
            if kind is str or kind is int:  # nearly all of them
                if value != "":
                    written.append(f"{percent_name(key)}={percent(str(value))}")
            elif value is not None and kind not in SENTINELS:
                for name, texts in self._pieces({key: value}, array_format, nested_format):
                    written.append(f"{percent(name)}={','.join([percent(text) for text in texts])}")
        return "&".join(written)

    def stringify_items(
        self,
        params: Mapping[str, Any],
        *,
        array_format: ArrayFormat | NotGiven = not_given,
        nested_format: NestedFormat | NotGiven = not_given,
    ) -> list[tuple[str, str]]:
        """The (key, value) pairs, not encoded."""
        return [(key, ",".join(texts)) for key, texts in self._pieces(params, array_format, nested_format)]

    def _pieces(
        self, params: Mapping[str, Any], array_format: ArrayFormat | NotGiven, nested_format: NestedFormat | NotGiven
    ) -> Iterator[_Piece]:
        array = self.array_format if isinstance(array_format, NotGiven) else array_format
        nested = self.nested_format if isinstance(nested_format, NotGiven) else nested_format
        for key, value in params.items():
            for name, leaf in flatten(key, value, array, nested):
                texts = [text_of(item) for item in leaf] if isinstance(leaf, list) else [text_of(leaf)]
                if any(texts):
                    yield name, texts


def flatten(
    key: str,
    value: Any,
    array: ArrayFormat,
    nested: NestedFormat,
    is_leaf: Callable[[Any], bool] = lambda value: False,
) -> Iterator[tuple[str, Any]]:
    """The scalars in a value, with the keys they get; an array in the format `comma` is one list. None is left out."""
    if value is None or type(value) in SENTINELS:
        return
    if is_leaf(value):
        yield key, value
        return
    value = plain(value)
    if isinstance(value, dict):
        for name, entry in value.items():
            inner = f"{key}[{name}]" if nested == "brackets" else f"{key}.{name}"
            yield from flatten(inner, entry, array, nested, is_leaf)
    elif not isinstance(value, list):
        yield key, value
    elif array == "comma":
        yield key, [item for item in value if item is not None]
    else:
        for index, item in enumerate(value):
            yield from flatten(item_key(key, index, array), item, array, nested, is_leaf)


def item_key(key: str, index: int, array: ArrayFormat) -> str:
    """The key of one item of an array. Raises NotImplementedError for a format there is not."""
    if array == "repeat":
        return key
    if array == "brackets":
        return f"{key}[]"
    if array == "indices":
        return f"{key}[{index}]"
    raise NotImplementedError(f"Unknown array_format value: {array}, choose from comma, repeat, indices, brackets")
