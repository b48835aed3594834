"""The configuration stage: how the SDK of a document is shaped.

What comes in: a `specwright.yml` (or an existing `stainless.yml`), or only the document. What goes out: `Config`.
"""

from .dump import dump_config
from .inference.infer import infer_config
from .ledger import Usage, UsageLedger, UsedKey
from .model import (
    CLIENT_RESOURCE,
    SHARED_RESOURCE,
    Config,
    Endpoint,
    EnumStyle,
    EnvironmentConfig,
    MethodConfig,
    MethodKind,
    MethodStreaming,
    ModelConfig,
    Organization,
    PythonTarget,
    ResourceConfig,
    WebhookUnwrap,
)
from .read import load_config
from .resolve import resolve_config
from .transforms import apply_transforms

__all__ = [
    "CLIENT_RESOURCE",
    "SHARED_RESOURCE",
    "Config",
    "Endpoint",
    "EnumStyle",
    "EnvironmentConfig",
    "MethodConfig",
    "MethodKind",
    "MethodStreaming",
    "ModelConfig",
    "Organization",
    "PythonTarget",
    "ResourceConfig",
    "Usage",
    "UsageLedger",
    "UsedKey",
    "WebhookUnwrap",
    "apply_transforms",
    "dump_config",
    "infer_config",
    "load_config",
    "resolve_config",
]
