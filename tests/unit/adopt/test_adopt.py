"""The configuration inferred from a small published SDK."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.adopt import Adopted, adopt, open_package
from specwright.diagnostics import Diagnostics, SpecwrightError
from specwright.pipeline import read
from specwright.run import Inputs, Run
from specwright.spec import load

from .shop import write_shop


def _adopted(tmp_path: Path, package: str | None = None, *, api_md: bool = True) -> Adopted:
    root = write_shop(tmp_path, api_md=api_md)
    document = load(tmp_path / "openapi.yaml", diagnostics=Diagnostics())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return adopt(open_package(package or str(root), scratch), document)


@pytest.fixture
def adopted(tmp_path: Path) -> Adopted:
    return _adopted(tmp_path)


@pytest.fixture
def config(adopted: Adopted) -> Any:
    return yaml.safe_load(adopted.text)


def test_resources_and_methods(config: Any) -> None:
    assert config["resources"]["$client"]["methods"] == {"status": "get /status"}
    orders = config["resources"]["orders"]
    assert orders["methods"]["list"] == {"endpoint": "get /orders", "paginated": "next_page"}
    assert orders["methods"]["tag"] == {"endpoint": "put /tags", "body_param_name": "tags"}
    items = orders["subresources"]["items"]
    assert items["methods"]["retrieve"] == {
        "endpoint": "get /orders/{orderId}/items/{itemId}",
        "positional_params": ["orderId", "itemId"],
    }


def test_models_are_found_by_name_by_result_and_by_their_properties(config: Any) -> None:
    resources = config["resources"]
    assert resources["$shared"]["models"] == {"money": "Money"}
    assert resources["$client"]["models"] == {"health": "Health"}
    assert resources["orders"]["models"]["order"] == "PurchaseOrder"
    assert resources["orders"]["subresources"]["items"]["models"] == {"item": "Item"}


def test_models_are_found_by_what_methods_take_and_by_bases(config: Any) -> None:
    models = config["resources"]["orders"]["models"]
    assert models["sum"] == "Price"
    assert (models["card_payment"], models["cash"]) == ("ByCard", "Transfer")
    assert (models["bill"], models["entry"]) == ("Receipt", "Record")


def test_the_timeout_of_a_method_and_a_body_put_together(config: Any) -> None:
    options = {"timeout": 90_000}
    pay = config["resources"]["orders"]["methods"]["pay"]
    assert pay == {"endpoint": "post /payments", "default_request_options": options}


def test_transforms_say_what_only_the_types_tell(config: Any) -> None:
    remove, copy = config["openapi"]["transforms"]
    assert remove["command"] == "remove"
    assert remove["args"] == {"target": "$['components']['schemas']['Receipt']['required']", "keys": ["total"]}
    place = "['responses']['200']['content']['application/json']['schema']"
    assert copy["command"] == "copy"
    assert copy["args"]["from"] == "$['components']['schemas']['Receipt']"
    assert copy["args"]["to"] == f"$['paths']['/payments']['get']{place}"


def test_pagination(config: Any) -> None:
    [scheme] = config["pagination"]
    assert (scheme["name"], scheme["type"]) == ("next_page", "cursor")
    mark = "x-stainless-pagination-property"
    assert scheme["request"]["cursor"][mark] == {"purpose": "next_cursor_param"}
    assert scheme["response"]["next"][mark] == {"purpose": "next_cursor_field"}
    assert scheme["response"]["data"][mark] == {"purpose": "items"}


def test_the_client(config: Any) -> None:
    settings = config["client_settings"]
    key = {"type": "string", "read_env": "SHOP_API_KEY", "auth": {"security_scheme": "key"}}
    assert settings["opts"]["api_key"] == key
    tenant = {"type": "string", "read_env": "SHOP_TENANT", "nullable": True, "send_in_header": "X-Tenant"}
    assert settings["opts"]["tenant"] == tenant
    assert settings["idempotency"] == {"header": "Idempotency-Key"}
    assert settings["default_timeout"] == 600_000
    assert settings["default_retries"] == {"max_retries": 5}
    assert config["environments"] == {
        "production": "https://api.shop.example",
        "sandbox": "https://sandbox.shop.example",
    }
    assert config["query_settings"] == {"array_format": "repeat"}


def test_the_distribution(config: Any) -> None:
    assert config["organization"] == {"name": "shop", "contact": "help@shop.example"}
    python = {
        "package_name": "shop",
        "project_name": "shop-sdk",
        "version": "3.2.1",
        "production_repo": "shop/shop-python",
    }
    assert config["targets"]["python"] == python
    assert config["settings"]["license"] == "MIT"


def test_each_value_says_where_it_was_read(adopted: Adopted) -> None:
    lines = adopted.text.splitlines()
    [status] = [line for line in lines if line.strip().startswith("status:")]
    assert status.endswith("# src/shop/_client.py:42")
    [version] = [line for line in lines if line.strip().startswith("version:")]
    assert version.endswith("# pyproject.toml:3")


def test_what_could_not_be_inferred_is_listed(adopted: Adopted) -> None:
    [line] = adopted.unsure
    assert line == "src/shop/types/orders/unknown.py:1: which schema `Unknown` was made from"


def test_code_by_hand_is_listed(adopted: Adopted) -> None:
    assert any("method `orders.print_all`" in line for line in adopted.by_hand)
    assert "shop/lib/helpers.py: file" in adopted.by_hand
    assert "shop/resources/orders/extra.py: file" in adopted.by_hand
    assert not any("items.py" in line for line in adopted.by_hand)


def test_what_was_inferred_can_be_generated_from(adopted: Adopted, tmp_path: Path) -> None:
    config = tmp_path / "specwright.yml"
    config.write_text(adopted.text, encoding="utf-8")
    api = read(Run(Inputs(tmp_path / "openapi.yaml", config)))
    assert [child.path for child in api.root.children] == [("orders",)]
    assert len(api.operations) == 6


def test_a_source_distribution_and_a_wheel_give_the_same_methods(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    archive = tmp_path / "shop.tar.gz"
    with tarfile.open(archive, "w:gz") as sdist:
        sdist.add(root, root.name)
    document = load(tmp_path / "openapi.yaml", diagnostics=Diagnostics())
    from_sdist = adopt(open_package(str(archive), _new(tmp_path / "a")), document)
    wheel = shutil.make_archive(str(tmp_path / "shop"), "zip", root / "src")
    from_wheel = adopt(open_package(wheel, _new(tmp_path / "b")), document)
    assert from_sdist.methods == from_wheel.methods == 6


def test_without_api_md_models_go_to_the_resource_that_uses_them(tmp_path: Path) -> None:
    config = yaml.safe_load(_adopted(tmp_path, api_md=False).text)
    assert config["resources"]["orders"]["models"]["order"] == "PurchaseOrder"


def test_another_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other" / "other"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("")
    with pytest.raises(SpecwrightError, match="can be adopted"):
        _adopted(tmp_path, str(other.parent))


def test_an_archive_that_leads_out_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "bad.tar.gz"
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    with tarfile.open(archive, "w:gz") as sdist:
        sdist.add(outside, "../../outside.txt")
    with pytest.raises(SpecwrightError, match="no readable source distribution"):
        open_package(str(archive), _new(tmp_path / "c"))


@pytest.mark.parametrize("kept", [60, 300])
def test_half_an_archive_is_refused(kept: int, tmp_path: Path) -> None:
    archive = tmp_path / "half.tar.gz"
    with tarfile.open(archive, "w:gz") as sdist:
        sdist.add(write_shop(tmp_path), "shop-1.0")
    archive.write_bytes(archive.read_bytes()[:kept])
    with pytest.raises(SpecwrightError, match="no readable source distribution"):
        open_package(str(archive), _new(tmp_path / "c"))


def test_an_archive_without_a_package_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "notes.whl"
    with zipfile.ZipFile(archive, "w") as wheel:
        wheel.writestr("notes/readme.txt", "text")
    with pytest.raises(SpecwrightError, match=r"notes\.whl holds no Python package"):
        open_package(str(archive), _new(tmp_path / "c"))


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("sent", "scheme"),
    [
        ('{"X-Key": self.api_key}', {"ApiKeyAuth": {"type": "apiKey", "in": "header", "name": "X-Key"}}),
        ('{"Authorization": f"Bearer {self.api_key}"}', {"BearerAuth": {"type": "http", "scheme": "bearer"}}),
    ],
)
def test_a_scheme_that_the_document_does_not_have_is_put_down(sent: str, scheme: Any, tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    client = root / "src/shop/_client.py"
    client.write_text(client.read_text().replace('{"X-Key": self.api_key}', sent))
    spec = tmp_path / "openapi.yaml"
    spec.write_text(spec.read_text().replace("  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n", ""))
    package = open_package(str(root), tmp_path)
    found = yaml.safe_load(adopt(package, load(spec, diagnostics=Diagnostics())).text)
    assert found["security_schemes"] == scheme
    assert found["security"][-1] == {name: [] for name in scheme}
    assert found["client_settings"]["opts"]["api_key"]["auth"] == {"security_scheme": next(iter(scheme))}
