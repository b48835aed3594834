"""Output: generated files to disk. Knows paths and text only.

What comes in: `{path: text}` and a folder. What goes out: the folder, changed in as few files as possible.

    with hold(target) as held:              one writer at a time; a killed run is finished first
        decided = plan(files, target)       create, update, same, delete, merge, conflict; nothing is touched
        apply(decided, held)                all of it or nothing
    edits(target, is_users)                 what has been edited by hand since
"""

from .apply import Hold, apply, hold, is_interrupted
from .edits import Edit, EditKind, edits
from .manifest import Manifest
from .patch import Patch, patch
from .paths import MANIFEST, PRISTINE, OutputError, check_target
from .plan import CHANGES, Action, Entry, Resolve, WritePlan, plan, unchanged
from .pristine import Member, unpack

__all__ = [
    "CHANGES",
    "MANIFEST",
    "PRISTINE",
    "Action",
    "Edit",
    "EditKind",
    "Entry",
    "Hold",
    "Manifest",
    "Member",
    "OutputError",
    "Patch",
    "Resolve",
    "WritePlan",
    "apply",
    "check_target",
    "edits",
    "hold",
    "is_interrupted",
    "patch",
    "plan",
    "unchanged",
    "unpack",
]
