"""Releases: what a review asks for, as a version, a changelog entry, and edits of the files that hold versions.

What comes in: a report of the review and texts of files. What goes out: the same texts with the next version in them.
Nothing is read or written here.
"""

from .changelog import has_entry, insert_entry, release_entry
from .please import ReleasePlease, find_release_please, marked_version
from .version_key import set_version

__all__ = [
    "ReleasePlease",
    "find_release_please",
    "has_entry",
    "insert_entry",
    "marked_version",
    "release_entry",
    "set_version",
]
