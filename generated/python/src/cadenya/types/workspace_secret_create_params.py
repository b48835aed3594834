# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing_extensions import Required, TypedDict

from .shared_params.create_resource_metadata import CreateResourceMetadata
from .workspace_secret_spec_param import WorkspaceSecretSpecParam

__all__ = ["WorkspaceSecretCreateParams"]


class WorkspaceSecretCreateParams(TypedDict, total=False):
    metadata: Required[CreateResourceMetadata]
    """CreateResourceMetadata contains the user-provided fields for creating a workspace-scoped resource. Read-only
    fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set by the server.
    """

    spec: Required[WorkspaceSecretSpecParam]
