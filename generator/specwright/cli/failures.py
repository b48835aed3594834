"""What is said when the tool itself fails."""

from __future__ import annotations

import sys

from .exits import INTERNAL_ERROR


def internal_error(error: Exception, *, verbose: bool) -> int:
    """Say it in a line, with the traceback before it if `verbose`. Gives the exit code."""
    if verbose:
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
    how = "please report it with the lines above" if verbose else "please report it with the output of --verbose"
    print(f"specwright: internal error, {what} (this is a bug; {how})", file=sys.stderr)
    return INTERNAL_ERROR
