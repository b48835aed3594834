"""Every rule finds its change: at its place, with its verdicts, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.diagnostics import Position
from specwright.review import all_rules
from specwright.review.report import Report

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


ONE_WAY = {"RSP-15": "a range written out as its codes says nothing new", "INF-02": "a version that is raised is well"}
"""Rules whose change means nothing the other way round."""


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f.name not in ONE_WAY], ids=lambda folder: folder.name)
def test_swapped_sides_show_the_same_edits(folder: Path) -> None:
    """What was added is removed, what was tightened is loosened: an edit is seen from both ends, at the same places."""
    base, revision = document(folder, "base"), document(folder, "revision")
    there = _edits(review(base, revision, policy_of(folder)))
    back = _edits(review(revision, base, policy_of(folder)))
    if folder.name in SEVERAL:
        assert there and back
    else:
        assert there == {(new, old) for old, new in back}


SEVERAL = {
    "OP-10": "the name that it had meanwhile goes as well",
    "SRV-02": "another server is the old default",
    "SRV-12": "each server is added",
    "STR-02": "as a media type",
}
"""Rules whose change is written at other places the other way round."""

OPPOSITE = [
    *[("OP-01", "OP-02"), ("PATH-01", "PATH-02"), ("PAR-01", "PAR-05"), ("PAR-02", "PAR-06"), ("PAR-12", "PAR-13")],
    *[("REQ-02", "REQ-03"), ("REQ-04", "REQ-05"), ("REQ-06", "REQ-07"), ("RSP-09", "RSP-10"), ("RSP-12", "RSP-13")],
    *[("RSP-16", "RSP-17"), ("RSP-28", "RSP-29"), ("RSP-24", "RSP-25"), ("PRP-01", "PRP-05"), ("PRP-07", "PRP-09")],
    *[("PRP-10", "PRP-14"), ("PRP-11", "PRP-13"), ("TYP-18", "TYP-20"), ("TYP-19", "TYP-21"), ("TYP-03", "TYP-05")],
    *[("ENM-01", "ENM-04"), ("ENM-02", "ENM-05"), ("CMP-01", "CMP-03"), ("CMP-02", "CMP-04"), ("DSC-01", "DSC-03")],
    *[("SEC-01", "SEC-02"), ("SEC-03", "SEC-04"), ("SEC-23", "SEC-25"), ("SRV-03", "SRV-04"), ("HOK-01", "HOK-02")],
    *[("ADD-01", "ADD-03"), ("RWO-01", "RWO-03"), ("PAG-01", "PAG-02"), ("LIF-01", "LIF-08"), ("OP-19", "OP-20")],
]


@pytest.mark.parametrize(("one", "other"), OPPOSITE)
def test_what_was_added_is_removed(one: str, other: str) -> None:
    for rule, opposite in ((one, other), (other, one)):
        folder = FOLDERS[0].parent / rule
        assert opposite in rules_of(review(document(folder, "revision"), document(folder, "base"), policy_of(folder)))


def _edits(report: Report) -> set[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    """Both places of every change but those of the document's version."""
    found = (finding for finding in report.findings if not finding.change.rule.startswith("INF-0"))
    return {(_at(finding.old), _at(finding.new)) for finding in found}


def _at(position: Position | None) -> tuple[int, int] | None:
    return (position.line, position.column) if position is not None else None
