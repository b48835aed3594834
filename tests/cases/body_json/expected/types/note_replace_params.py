# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from .._utils import PropertyInfo

__all__ = ["NoteReplaceParams"]


class NoteReplaceParams(TypedDict, total=False):
    body: str

    body_note_id: Annotated[str, PropertyInfo(alias="noteId")]
