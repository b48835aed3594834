"""Keys of the configuration that act before or beside the tree of resources."""

from __future__ import annotations

from pathlib import Path

from .conftest import CONFIG, SPEC, Cli


def _write(folder: Path, config: str) -> None:
    (folder / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "stainless.yml").write_text(config, encoding="utf-8")


def test_transforms_change_the_document(cli: Cli, folder: Path) -> None:
    _write(
        folder,
        CONFIG
        + """
openapi:
  transforms:
    - command: update
      reason: a better title
      args: {target: "$.info.title", value: Transformed}
""",
    )
    assert cli("generate", "-o", "sdk").code == 0
    [client] = (folder / "sdk").glob("src/*/_client.py")
    assert "client of the Transformed" in client.read_text(encoding="utf-8")


def test_a_transform_that_matches_nothing_is_an_error(cli: Cli, folder: Path) -> None:
    transform = '{command: remove, args: {target: "$.components.schemas.Dragon"}}'
    _write(folder, CONFIG + f"\nopenapi:\n  transforms: [{transform}]\n")
    result = cli("generate", "-o", "sdk")
    assert result.code == 2
    assert "Transform/Failed" in result.err
    assert not (folder / "sdk").exists()


def test_a_skipped_target_is_not_made(cli: Cli, folder: Path) -> None:
    _write(folder, CONFIG + "\ntargets:\n  python: {skip: true}\n")
    result = cli("generate", "-o", "sdk")
    assert result.code == 2
    assert "Config/Skipped" in result.err


def test_a_licence_of_ones_own(cli: Cli, folder: Path) -> None:
    _write(folder, CONFIG + "\nsettings:\n  license: {name: Ours, contents: 'Ask us first.'}\n")
    assert cli("generate", "-o", "sdk").code == 0
    assert (folder / "sdk" / "LICENSE").read_text(encoding="utf-8") == "Ask us first.\n"
    assert 'license = "LicenseRef-Custom"' in (folder / "sdk" / "pyproject.toml").read_text(encoding="utf-8")


def test_the_client_may_be_called_otherwise(cli: Cli, folder: Path) -> None:
    _write(folder, CONFIG + "\nclient_settings:\n  default_client_name: Storefront\n")
    assert cli("generate", "-o", "sdk").code == 0
    [client] = (folder / "sdk").glob("src/*/_client.py")
    assert "class AsyncStorefront(AsyncAPIClient)" in client.read_text(encoding="utf-8")


def test_resource_classes_may_have_short_names(cli: Cli, folder: Path) -> None:
    other = CONFIG.replace("  pets:\n    models:", "  pet: {methods: {get: 'get /pets/{petId}'}}\n  pets:\n    models:")
    _write(folder, other + "\ntargets:\n  python: {resource_classes: short}\n")
    assert cli("generate", "-o", "sdk").code == 0
    [resources] = (folder / "sdk").glob("src/*/resources")
    assert "class Pets(SyncAPIResource)" in (resources / "pets.py").read_text(encoding="utf-8")
    # The module imports the model Pet, which has the short name.
    assert "class PetResource(SyncAPIResource)" in (resources / "pet.py").read_text(encoding="utf-8")


def test_raw_responses_of_the_first_generation(cli: Cli, folder: Path) -> None:
    _write(folder, CONFIG + "\ntargets:\n  python: {raw_responses: legacy}\n")
    assert cli("generate", "-o", "sdk").code == 0
    [package] = (folder / "sdk" / "src").iterdir()
    assert "self.list = async_legacy_raw_response(pets.list)" in (package / "resources" / "pets.py").read_text()
    assert "_legacy_responses = True" in (package / "_client.py").read_text()


def test_a_property_that_cannot_ask_for_a_stream_is_an_error(cli: Cli, folder: Path) -> None:
    streaming = "{endpoint: get /pets, streaming: {param_discriminator: stream}}"
    _write(folder, CONFIG.replace("list: get /pets\n", f"list: {streaming}\n"))
    result = cli("generate", "-o", "sdk")
    assert result.code == 2
    assert "stainless.yml:8:" in result.err
    assert "has no `stream` to ask for a stream with" in result.err
