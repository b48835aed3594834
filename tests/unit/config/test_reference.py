"""The reference page and the editors' schema are what the table of keys says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from specwright.config.reference import SCHEMA_FILE, json_schema, reference_page, schema_text

ROOT = Path(__file__).parents[3]


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "reference" / "config.md").read_text(encoding="utf-8") == reference_page()


def test_the_schema_is_up_to_date() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_accepts_our_own_file_and_refuses_mistakes() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    config = yaml.safe_load((ROOT / "spec" / "specwright.yml").read_text(encoding="utf-8"))
    validator.validate(config)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**config, "resorces": {}})
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**config, "query_settings": {"array_format": "comas"}})
