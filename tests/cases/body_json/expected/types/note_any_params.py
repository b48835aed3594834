# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Dict, Iterable, TypeAlias, Union

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo
from .label_param import LabelParam

__all__ = ["NewNote", "NoteAnyParams", "Variant1"]


class NewNote(TypedDict, total=False):
    title: Required[str]

    due_at: Annotated[Union[str, datetime], PropertyInfo(alias="dueAt", format="iso8601")]

    labels: Dict[str, LabelParam]

    attached_to: Annotated[Iterable[LabelParam], PropertyInfo(alias="attachedTo")]


class Variant1(TypedDict, total=False):
    link_to: Required[Annotated[str, PropertyInfo(alias="linkTo")]]


NoteAnyParams: TypeAlias = Union[NewNote, Variant1]
