# File generated from the OpenAPI document by specwright.

from datetime import datetime
from typing import Optional

from pydantic import Field as FieldInfo

from .._models import BaseModel
from .shared.profile import Profile

__all__ = ["WorkspaceSecretInfo"]


class WorkspaceSecretInfo(BaseModel):
    """Workspace secret information"""

    created_by: Optional[Profile] = FieldInfo(alias="createdBy", default=None)
    """A profile identifies a user or non-human principal (such as an API key) at the account level. Profiles are
    account-scoped and can be granted access to multiple workspaces.
    """

    last_used_at: Optional[datetime] = FieldInfo(alias="lastUsedAt", default=None)
