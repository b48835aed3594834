# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account_resource_metadata import AccountResourceMetadata
    from .create_resource_metadata import CreateResourceMetadata
    from .profile import Profile
    from .profile_spec import ProfileSpec
    from .resource_metadata import ResourceMetadata
    from .status import Status
    from .update_resource_metadata import UpdateResourceMetadata

__all__ = [
    "AccountResourceMetadata",
    "CreateResourceMetadata",
    "Profile",
    "ProfileSpec",
    "ResourceMetadata",
    "Status",
    "UpdateResourceMetadata",
]

# Where each name is defined: it is imported when it is first asked for.
_MODULES: dict[str, str] = {
    "AccountResourceMetadata": ".account_resource_metadata",
    "CreateResourceMetadata": ".create_resource_metadata",
    "Profile": ".profile",
    "ProfileSpec": ".profile_spec",
    "ResourceMetadata": ".resource_metadata",
    "Status": ".status",
    "UpdateResourceMetadata": ".update_resource_metadata",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
            return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
