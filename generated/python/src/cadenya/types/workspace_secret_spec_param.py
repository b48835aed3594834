# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing_extensions import TypedDict

__all__ = ["WorkspaceSecretSpecParam"]


class WorkspaceSecretSpecParam(TypedDict, total=False):
    value: str
