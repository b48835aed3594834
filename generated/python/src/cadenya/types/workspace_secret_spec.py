# File generated from the OpenAPI document by specwright.

from typing import Optional

from .._models import BaseModel

__all__ = ["WorkspaceSecretSpec"]


class WorkspaceSecretSpec(BaseModel):
    value: Optional[str] = None
