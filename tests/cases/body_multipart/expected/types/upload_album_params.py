# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated, Union

from typing_extensions import Required, TypedDict

from .._types import Base64FileInput, FileTypes, SequenceNotStr
from .._utils import PropertyInfo

__all__ = ["UploadAlbumParams"]


class UploadAlbumParams(TypedDict, total=False):
    images: Required[SequenceNotStr[FileTypes]]

    cover: FileTypes

    thumb: Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]
