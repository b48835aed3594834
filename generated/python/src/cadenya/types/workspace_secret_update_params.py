# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo
from .shared_params.update_resource_metadata import UpdateResourceMetadata
from .workspace_secret_spec_param import WorkspaceSecretSpecParam

__all__ = ["WorkspaceSecretUpdateParams"]


class WorkspaceSecretUpdateParams(TypedDict, total=False):
    workspace_id: Required[Annotated[str, PropertyInfo(alias="workspaceId")]]
    """Workspace the secrets belong to"""

    metadata: UpdateResourceMetadata
    """UpdateResourceMetadata contains the user-provided fields for updating a workspace-scoped resource. Read-only
    fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set by the server.
    """

    spec: WorkspaceSecretSpecParam

    update_mask: Annotated[str, PropertyInfo(alias="updateMask")]
    """Fields to update"""
