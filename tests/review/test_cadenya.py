"""The change that the example API really went through; a document against itself; the table of rules in the docs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.cli import main
from specwright.review import all_rules
from specwright.surface import SURFACE_RULES

ROOT = Path(__file__).parents[2]
OLD = ["spec/revisions/1.0.0.yaml", "--old-config", "spec/revisions/1.0.0.specwright.yml"]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def diff(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["diff", *arguments, "--quiet"])
    return code, capsys.readouterr().out


def test_the_report_is_as_reviewed(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = diff(capsys, *OLD, "spec/openapi.yaml", "--format", "markdown")

    assert shown == Path("tests/review/cadenya/expected.md").read_text(encoding="utf-8")
    assert code == 1


def test_findings_have_rules_positions_and_operations(capsys: pytest.CaptureFixture[str]) -> None:
    _, shown = diff(capsys, *OLD, "spec/openapi.yaml", "--format", "json")

    report = json.loads(shown)
    added = [finding for finding in report["findings"] if finding["rule"] == "PAR-04"]
    assert [(finding["wire"], finding["sdk"]) for finding in added] == [("breaking", "major")] * 2
    assert sum(len(finding["operations"]) for finding in added) == 5
    lines = Path("spec/openapi.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[added[0]["new"]["line"] - 1].strip() == "/v1/workspaces/{workspaceId}/workspace_secrets:"
    assert report["package"] == {"name": "cadenya", "version": "1.0.0", "next": "2.0.0", "bump": "major"}


def test_a_waiver_takes_a_finding_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, shown = diff(capsys, *OLD, "spec/openapi.yaml", "--format", "json")
    breaking = [f["fingerprint"] for f in json.loads(shown)["findings"] if f["wire"] == "breaking"]
    waivers = tmp_path / "waivers.yml"
    waivers.write_text(yaml.safe_dump([{"fingerprint": f, "reason": "agreed"} for f in breaking]))

    code, _ = diff(capsys, *OLD, "spec/openapi.yaml", "--ignore", str(waivers))

    assert code == 0


@pytest.mark.parametrize("threshold", ["warning", "sdk-major"])
def test_a_document_against_itself(capsys: pytest.CaptureFixture[str], threshold: str) -> None:
    code, shown = diff(capsys, "spec/openapi.yaml", "spec/openapi.yaml", "--fail-on", threshold)

    assert (code, shown) == (0, "no changes on the wire; cadenya stays as it is\n")


def test_another_spelling_of_the_same_prints_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """YAML as JSON, keys in another order, `$ref`ed parameters and responses written in place."""
    document: dict[str, Any] = yaml.safe_load(Path("spec/openapi.yaml").read_text(encoding="utf-8"))
    for item in document["paths"].values():
        item["parameters"] = [_follow(document, parameter) for parameter in item["parameters"]]
        for operation in (item[method] for method in ("get", "post", "patch", "delete") if method in item):
            operation["responses"] = {status: _follow(document, r) for status, r in operation["responses"].items()}
    (tmp_path / "openapi.json").write_text(json.dumps(_reversed(document)))
    config = ["--config", "spec/specwright.yml"]

    code, shown = diff(capsys, "spec/openapi.yaml", str(tmp_path / "openapi.json"), *config, "--fail-on", "warning")

    assert (code, shown) == (0, "no changes on the wire; cadenya stays as it is\n")


def _follow(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    found: Any = document
    for key in node.get("$ref", "").removeprefix("#/").split("/"):
        found = found[key] if key else node
    return dict(found)


def _reversed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _reversed(node[key]) for key in reversed(node)}
    return [_reversed(item) for item in node] if isinstance(node, list) else node


def test_bad_input_is_never_no_changes(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = diff(capsys, "spec/nowhere.yaml", "spec/openapi.yaml")

    assert (code, shown) == (2, "")


def test_the_docs_hold_the_table_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert capsys.readouterr().out in Path("docs/reference/review.md").read_text(encoding="utf-8")


def test_rules_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    rows = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows.keys() == all_rules().keys() | SURFACE_RULES.keys()
    assert rows["PRP-02"] == {
        "rule": "PRP-02",
        "change": "required property added",
        "direction": "request",
        "wire": "breaking",
        "sdk": "major",
    }


def test_the_action_passes_inputs_through_the_environment() -> None:
    action = yaml.safe_load(Path("action.yml").read_text(encoding="utf-8"))
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
