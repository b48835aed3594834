# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import shared as shared
    from . import shared_params as shared_params
    from .shared.account_resource_metadata import AccountResourceMetadata
    from .shared.create_resource_metadata import CreateResourceMetadata
    from .shared.profile import Profile
    from .shared.profile_spec import ProfileSpec
    from .shared.resource_metadata import ResourceMetadata
    from .shared.status import Status
    from .shared.update_resource_metadata import UpdateResourceMetadata
    from .workspace_secret import WorkspaceSecret
    from .workspace_secret_create_params import WorkspaceSecretCreateParams
    from .workspace_secret_info import WorkspaceSecretInfo
    from .workspace_secret_list_params import WorkspaceSecretListParams
    from .workspace_secret_spec import WorkspaceSecretSpec
    from .workspace_secret_spec_param import WorkspaceSecretSpecParam
    from .workspace_secret_update_params import WorkspaceSecretUpdateParams

__all__ = [
    "AccountResourceMetadata",
    "CreateResourceMetadata",
    "Profile",
    "ProfileSpec",
    "ResourceMetadata",
    "Status",
    "UpdateResourceMetadata",
    "WorkspaceSecret",
    "WorkspaceSecretCreateParams",
    "WorkspaceSecretInfo",
    "WorkspaceSecretListParams",
    "WorkspaceSecretSpec",
    "WorkspaceSecretSpecParam",
    "WorkspaceSecretUpdateParams",
]

# Where each name is defined: it is imported when it is first asked for.
_MODULES: dict[str, str] = {
    "AccountResourceMetadata": ".shared.account_resource_metadata",
    "CreateResourceMetadata": ".shared.create_resource_metadata",
    "Profile": ".shared.profile",
    "ProfileSpec": ".shared.profile_spec",
    "ResourceMetadata": ".shared.resource_metadata",
    "Status": ".shared.status",
    "UpdateResourceMetadata": ".shared.update_resource_metadata",
    "WorkspaceSecret": ".workspace_secret",
    "WorkspaceSecretCreateParams": ".workspace_secret_create_params",
    "WorkspaceSecretInfo": ".workspace_secret_info",
    "WorkspaceSecretListParams": ".workspace_secret_list_params",
    "WorkspaceSecretSpec": ".workspace_secret_spec",
    "WorkspaceSecretSpecParam": ".workspace_secret_spec_param",
    "WorkspaceSecretUpdateParams": ".workspace_secret_update_params",
}
_PACKAGES = (
    "shared",
    "shared_params",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
            return value
        if name in _PACKAGES:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__, *_PACKAGES})
