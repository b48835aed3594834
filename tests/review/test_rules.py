"""Every rule finds its change: at its place, with its verdicts, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.review import all_rules

from .harness import UPDATE, described, document, expected, policy_of, review, rule_folders, rules_of, written

FOLDERS = rule_folders()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    report = review(document(folder, "base"), document(folder, "revision"), policy_of(folder))
    found = described(report)
    wanted = expected(folder)
    if "policy" in wanted:
        found = {"policy": wanted["policy"], **found}
    if UPDATE:
        (folder / "expected.yaml").write_text(written(found), encoding="utf-8")
        wanted = expected(folder)
    assert found == wanted


def test_every_rule_has_a_case_that_finds_it() -> None:
    found = {
        folder.name: {id_ for row in expected(folder)["changes"] for id_ in (row["rule"], *row.get("also", ()))}
        for folder in FOLDERS
    }
    assert found.keys() == all_rules().keys()
    assert [name for name, rules in found.items() if name not in rules] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_changes_between_a_document_and_itself(folder: Path) -> None:
    base = document(folder, "base")
    assert rules_of(review(base, base)) == []
