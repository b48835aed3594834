"""Arguments that several commands have, and what stands for those that are not given."""

from __future__ import annotations

import argparse
from pathlib import Path

SPECS = tuple(f"{folder}openapi.{ending}" for folder in ("spec/", "") for ending in ("yaml", "yml", "json"))
"""Where a document is looked for, in this order."""
CONFIGS = (
    *("specwright.yml", "specwright.yaml"),
    *("stainless.yml", "stainless.yaml", "openapi.stainless.yml", ".stainless/stainless.yml"),
)
"""Where a configuration is looked for, from the document's folder, in this order."""
OUTPUT = "generated/python"


def add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "spec",
        metavar="SPEC",
        nargs="?",
        type=Path,
        help="the OpenAPI document, 3.0 to 3.2, YAML or JSON (default: spec/openapi.yaml, else openapi.yaml; "
        ".yml and .json as well)",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="the configuration (default: specwright.yml or stainless.yml beside the document; without one, "
        "resources and names are made from the document)",
    )
    add_remote(parser)


def add_remote(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-remote",
        action="store_true",
        help="follow references to documents on other machines (http, https; public addresses only)",
    )


def add_reporting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how findings are shown: text with the line in question; json on standard output; github, as "
        "annotations of a workflow run (default: text)",
    )
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", "-q", action="store_true", help="errors only")
    loudness.add_argument(
        "--verbose", "-v", action="store_true", help="notes, every file and every configuration key as well"
    )


def find_spec() -> Path | None:
    """The document to read when none is named: the first of SPECS in the current folder."""
    return next((path for name in SPECS if (path := Path(name)).is_file()), None)


def find_config(spec: Path) -> Path | None:
    """The configuration that belongs to a document: the first of CONFIGS beside it."""
    return next((path for name in CONFIGS if (path := spec.parent / name).is_file()), None)
