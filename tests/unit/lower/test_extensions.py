"""`x-stainless-` extensions: none is passed over in silence."""

from __future__ import annotations

from pathlib import Path

from specwright.diagnostics import Severity

from .helpers import lower_text

TEXT = """
        paths:
          /pets:
            get:
              x-stainless-terraform-configurability: computed
              responses:
                '200':
                  description: d
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Pet'}
                      example: {x-stainless-in-an-example: 1}
        components:
          schemas:
            Pet:
              type: object
              x-stainless-naming: {python: {type_name: Animal}}
              x-stainless-renameMap: {a: b}
              properties:
                id: {type: string, x-stainless-const: true}
                kind: {type: string, x-stainless-renameMap: {a: b}}
"""


def test_what_is_not_read_is_reported_once(tmp_path: Path) -> None:
    found = [d for d in lower_text(TEXT, tmp_path).diagnostics if d.rule.startswith("Extension/")]
    said = [(d.severity, d.origin.pointer if d.origin else "", d.message) for d in found]
    assert said == [
        (
            Severity.NOTE,
            "/paths/~1pets/get/x-stainless-terraform-configurability",
            "`x-stainless-terraform-configurability` has no effect on Python",
        ),
        (
            Severity.WARNING,
            "/components/schemas/Pet/x-stainless-renameMap",
            "`x-stainless-renameMap` is not supported: the SDK is made as if it were not there (2 places)",
        ),
        (
            Severity.NOTE,
            "/components/schemas/Pet/properties/id/x-stainless-const",
            "`x-stainless-const` has no effect on Python",
        ),
    ]
