# File generated from the OpenAPI document by specwright.

from typing import TYPE_CHECKING, List, Optional

from pydantic import Field as FieldInfo

from ..._models import BaseModel

__all__ = ["Detail", "Status"]


class Detail(BaseModel):
    type: Optional[str] = FieldInfo(alias="@type", default=None)
    """The type of the particular"""

    if TYPE_CHECKING:
        # Members without a field of their own.
        def __getattr__(self, name: str) -> object: ...


class Status(BaseModel):
    """Why a request failed."""

    code: int
    """A google.rpc.Code value"""

    message: str
    """What went wrong, for developers"""

    details: Optional[List[Detail]] = None
    """Machine-readable particulars of the error"""
