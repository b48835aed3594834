"""The texts of a release: configurations, changelogs, files of release-please."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from specwright.diagnostics import SpecwrightError
from specwright.release import find_release_please, has_entry, insert_entry, marked_version, set_version

CONFIGS = {
    "plain": ("targets:\n  python:\n    version: 1.0.0  # here\n", "targets:\n  python:\n    version: 2.0.0  # here\n"),
    "double": ('targets: {python: {version: "1.0.0"}}\n', 'targets: {python: {version: "2.0.0"}}\n'),
    "single": ("targets:\n  python: {version: '1', a: b}\n", "targets:\n  python: {version: '2.0.0', a: b}\n"),
    "same": ("targets: {python: {version: 2.0.0}} # x\n", "targets: {python: {version: 2.0.0}} # x\n"),
    "block": (
        "a: 1\ntargets:\n  python:\n    # about\n    package_name: x\nb: 2\n",
        "a: 1\ntargets:\n  python:\n    # about\n    version: 2.0.0\n    package_name: x\nb: 2\n",
    ),
    "no python": (
        "targets:\n  node:\n    skip: true\n",
        "targets:\n  python:\n    version: 2.0.0\n  node:\n    skip: true\n",
    ),
    "no targets": ("# top\n\na: 1\n", "# top\n\ntargets:\n  python:\n    version: 2.0.0\na: 1\n"),
    "crlf": ("a: 1\r\nb: 2\r\n", "targets:\r\n  python:\r\n    version: 2.0.0\r\na: 1\r\nb: 2\r\n"),
    "flow": ("targets: {python: {}}\n", 'targets: {python: {"version": "2.0.0"}}\n'),
    "flow with keys": ("targets: {node: {}}", 'targets: {"python": {"version": "2.0.0"}, node: {}}'),
    "json": ('{"a": 1}', '{"targets": {"python": {"version": "2.0.0"}}, "a": 1}'),
    "no end": ("targets:\n  python:\n    version: 1.0.0", "targets:\n  python:\n    version: 2.0.0"),
    "other versions": (
        "version: 1.0.0\ntargets:\n  python:\n    x:\n      version: 1.0.0\n    version: 1.0.0\n",
        "version: 1.0.0\ntargets:\n  python:\n    x:\n      version: 1.0.0\n    version: 2.0.0\n",
    ),
    "document start": ("---\na: 1\n", "---\ntargets:\n  python:\n    version: 2.0.0\na: 1\n"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_version_is_set_and_nothing_else(name: str) -> None:
    before, after = CONFIGS[name]
    assert set_version("c.yml", before.encode(), "2.0.0").decode() == after


def test_a_byte_order_mark_stays() -> None:
    assert set_version("c.yml", b"\xef\xbb\xbfa: 1\n", "2.0.0").startswith(b"\xef\xbb\xbftargets:")


@pytest.mark.parametrize(
    "text",
    [
        "targets:\n",
        "targets: {python: }\n",
        "targets: 5\n",
        "targets:\n  python: &p\n    version: &v 1.0.0\nx: *v\n",
        "targets:\n  python:\n    version: >\n      1.0.0\n",
        "a: &t {python: {version: 1.0.0}}\ntargets: *t\n",
    ],
)
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(SpecwrightError) as caught:
        set_version("c.yml", text.encode(), "2.0.0")
    assert caught.value.diagnostics[0].rule == "Release/ConfigText"


ENTRY = "## 2.0.0 (2027-01-31)\n\n### Features\n\n- new\n"
CHANGELOGS = {
    "none": ("", f"# Changelog\n\n{ENTRY}"),
    "title": ("# History\n\nAbout it.\n", f"# History\n\nAbout it.\n\n{ENTRY}"),
    "older": ("# Changelog\n\n## 1.0.0\n\n- old\n", f"# Changelog\n\n{ENTRY}\n## 1.0.0\n\n- old\n"),
    "unreleased": (
        "# Changelog\n\n## [Unreleased]\n\n- by hand\n\n## 1.0.0\n",
        f"# Changelog\n\n## [Unreleased]\n\n{ENTRY}\n- by hand\n\n## 1.0.0\n",
    ),
    "no title": ("## 1.0.0\n", f"# Changelog\n\n{ENTRY}\n## 1.0.0\n"),
    "crlf": ("# Changelog\r\n\r\n## 1.0.0\r\n", f"# Changelog\n\n{ENTRY}\n## 1.0.0\n".replace("\n", "\r\n")),
}


@pytest.mark.parametrize("name", CHANGELOGS)
def test_the_entry_is_the_newest(name: str) -> None:
    before, after = CHANGELOGS[name]
    assert insert_entry(before, ENTRY) == after
    assert has_entry(after, "2.0.0")
    assert not has_entry(before, "2.0.0")


@pytest.mark.parametrize(
    ("heading", "found"),
    [("## [2.0.0](x) (1)", True), ("## v2.0.0", True), ("## 2.0.0-rc1", False), ("## 2.0.01", False)],
)
def test_headings(heading: str, found: bool) -> None:
    assert has_entry(f"# C\n\n{heading}\n", "2.0.0") is found


def test_marked_lines() -> None:
    text = (
        '__version__ = "1.0.0"  # x-release-please-version\nother = "1.0.0"\n'
        "<!-- x-release-please-start-version -->\npip install x==1.0.0\n<!-- x-release-please-end -->\nx==1.0.0\n"
    )
    assert marked_version(text, "2.0.0") == (
        '__version__ = "2.0.0"  # x-release-please-version\nother = "1.0.0"\n'
        "<!-- x-release-please-start-version -->\npip install x==2.0.0\n<!-- x-release-please-end -->\nx==1.0.0\n"
    )


def test_release_please_above_the_sdk(tmp_path: Path) -> None:
    sdk = tmp_path / "packages" / "py"
    sdk.mkdir(parents=True)
    (tmp_path / ".release-please-manifest.json").write_text('{\n    "packages/py": "1.0.0",\n    ".": "9.9.9"\n}\n')
    extra = ["src/x/_version.py", {"type": "json", "path": "x.json", "jsonpath": "$.v"}, "../../../outside", 5]
    package = {"changelog-path": "HISTORY.md", "extra-files": extra}
    (tmp_path / "release-please-config.json").write_text(json.dumps({"packages": {"packages/py": package}}))
    found = find_release_please(sdk, tmp_path)
    assert found is not None
    assert (found.key, found.version) == ("packages/py", "1.0.0")
    assert found.changelog == (sdk / "HISTORY.md").resolve()
    assert found.extra == ((sdk / "src" / "x" / "_version.py").resolve(),)
    assert found.left == ("x.json", "../../../outside", "5")
    manifest = found.manifest_with(found.manifest.read_text(), "2.0.0")
    assert manifest == '{\n    "packages/py": "2.0.0",\n    ".": "9.9.9"\n}\n'
    assert find_release_please(sdk, sdk) is None


def test_broken_files_are_told(tmp_path: Path) -> None:
    (tmp_path / ".release-please-manifest.json").write_text("[")
    with pytest.raises(ValueError):
        find_release_please(tmp_path, tmp_path)
