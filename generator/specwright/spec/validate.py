"""Stage check: `Document` → the same document, with the promise that later stages rely on.

What comes in: a `Document` as loaded. What goes out: findings, and the document without the values that are not what
OpenAPI says they are. After this every field that `grammar.py` lists has the type it lists, or is not there; every
`$ref` leads to something; no two operations share an id. Why our own checks and not openapi-spec-validator are the ones
that always run: docs/decisions/0011.
"""

from __future__ import annotations

from ..diagnostics import Diagnostics, SpecwrightError
from .cycle_check import check_cycles
from .document import Document
from .library_check import check_with_library
from .object_checks import check_discriminators, check_servers
from .operation_checks import check_operations
from .repairs import apply_repairs
from .shape_check import check_shapes


def validate(
    document: Document, diagnostics: Diagnostics, *, thorough: bool = False, unused_cycles: bool = True
) -> None:
    """Check `document`; what is wrong goes to `diagnostics`. With `thorough`, openapi-spec-validator checks it too.

    Schemas made of themselves are errors wherever they are; with `unused_cycles` False, only where an operation uses
    them, so that lowering can leave that operation out. Values of a wrong type are taken out of `document.data`, or
    replaced by what was meant: each is reported.
    Raises `SpecwrightError` with all errors, after everything was looked at, when there is one.
    """
    mine = Diagnostics()
    report = check_shapes(document, mine)
    if thorough:
        check_with_library(document, mine)
    apply_repairs(report.repairs)
    document.forget_resolved()
    if unused_cycles:
        check_cycles(document, mine)
    check_operations(document, mine)
    check_servers(report.collected.get("server", ()), mine)
    check_discriminators(document, report.collected.get("discriminator", ()), mine)
    for diagnostic in mine:
        diagnostics.add(diagnostic)
    if mine.errors:
        raise SpecwrightError(*mine.errors)
