"""Reports of a review: one model, five ways to print it."""

from .github import github
from .html import html
from .json import as_json
from .markdown import markdown, surface_items, wire_item
from .model import Finding, Report, Threshold, build_report
from .text import text

__all__ = [
    "Finding",
    "Report",
    "Threshold",
    "as_json",
    "build_report",
    "github",
    "html",
    "markdown",
    "surface_items",
    "text",
    "wire_item",
]
