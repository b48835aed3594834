# File generated from the OpenAPI document by specwright.

from typing import Optional

from .._models import BaseModel
from .shared.resource_metadata import ResourceMetadata
from .workspace_secret_info import WorkspaceSecretInfo
from .workspace_secret_spec import WorkspaceSecretSpec

__all__ = ["WorkspaceSecret"]


class WorkspaceSecret(BaseModel):
    metadata: ResourceMetadata
    """Standard metadata for persistent, named resources (e.g., agents, tools, prompts)"""

    spec: WorkspaceSecretSpec

    info: Optional[WorkspaceSecretInfo] = None
    """Workspace secret information"""
