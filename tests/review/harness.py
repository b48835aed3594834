"""The harness of the review's cases.

A case is a folder with `base.yaml` and `revision.yaml`. The folder of a rule has its id and an `expected.yaml`: every
change that must be found, with both its places as [line, column], and the verdict for the package. `base.config.yml`,
`revision.config.yml` and `policy` (in `expected.yaml`) stand where a rule needs them.

To change expected files on purpose: `SPECWRIGHT_UPDATE_EXPECTED=1 pytest tests/review`, then read the diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from specwright.review.changes import Direction
from specwright.review.policy import Policy
from specwright.review.report import Finding, Report
from specwright.review_pipeline import Review, ReviewInputs
from specwright.revisions import Side

FOLDER = Path(__file__).parent
UPDATE = bool(os.environ.get("SPECWRIGHT_UPDATE_EXPECTED"))
TODAY = date(2026, 1, 1)
"""The day on which all cases are judged: sunsets come and go."""


def rule_folders() -> list[Path]:
    """The folders of rules."""
    return sorted(folder for folder in FOLDER.iterdir() if (folder / "base.yaml").is_file())


def silent_folders() -> list[Path]:
    """The folders of pairs that mean the same."""
    return sorted(folder for folder in (FOLDER / "silent").iterdir() if folder.is_dir())


def review(base: Path, revision: Path, policy: Policy | None = None, config: Path | None = None) -> Report:
    """The report on two documents, each with the configuration that stands beside it, or both with `config`."""
    old, new = (config or config_of(path) for path in (base, revision))
    return Review(ReviewInputs(Side(base), Side(revision), old, new, policy=policy or Policy(TODAY))).report()


def config_of(document: Path) -> Path | None:
    """The configuration that stands beside a document of a case, None for none."""
    path = document.with_suffix(".config.yml")
    return path if path.is_file() else None


def document(folder: Path, name: str) -> Path:
    """A document of a case: YAML, or JSON where the case is about that."""
    return next(path for ending in ("yaml", "json") if (path := folder / f"{name}.{ending}").is_file())


def expected(folder: Path) -> dict[str, Any]:
    """What a rule's case expects."""
    path = folder / "expected.yaml"
    found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    assert isinstance(found, dict)
    return found


def policy_of(folder: Path) -> Policy:
    """The policy under which a case is judged."""
    return Policy(TODAY, **expected(folder).get("policy", {}))


def described(report: Report) -> dict[str, Any]:
    """A report as `expected.yaml` has it."""
    return {"package": report.sdk.name.lower(), "changes": [_change(finding) for finding in report.findings]}


def _change(finding: Finding) -> dict[str, Any]:
    change = finding.change
    data: dict[str, Any] = {
        "rule": change.rule,
        "also": list(change.also),
        "message": change.message,
        "wire": change.wire.name.lower(),
        "sdk": change.sdk.name.lower(),
        "direction": "/".join(way.name.lower() for way in Direction.BOTH if way & change.direction and way.name),
        "old": [finding.old.line, finding.old.column] if finding.old else None,
        "new": [finding.new.line, finding.new.column] if finding.new else None,
        "reaches": list(change.operations),
    }
    return {key: value for key, value in data.items() if value}


def written(data: dict[str, Any]) -> str:
    """`expected.yaml` as text: one line for a place and for the operations."""

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    class Flow(list[Any]):
        pass

    Dumper.add_representer(
        Flow, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
    )
    changes = [{k: Flow(v) if isinstance(v, list) else v for k, v in row.items()} for row in data["changes"]]
    return yaml.dump({**data, "changes": changes}, Dumper=Dumper, sort_keys=False, width=110, allow_unicode=True)


def rules_of(report: Report) -> list[str]:
    """The rules that a report names, also those that an edit meets besides."""
    return [id_ for finding in report.findings for id_ in (finding.change.rule, *finding.change.also)]


def messages(findings: Iterable[Finding]) -> list[str]:
    """One line a finding, to show when a test fails."""
    return [f"{finding.where} {finding.change.rule} {finding.change.message}" for finding in findings]
