"""Real documents: every operation is lowered, every reference leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir
from specwright.config import infer_config, load_config, resolve_config
from specwright.diagnostics import Diagnostics, Severity
from specwright.lower import lower
from specwright.spec import load
from tests.unit.lower.helpers import operations_in
from tests.unit.lower.invariants import check_invariants

SHARED = Path(__file__).parents[3] / "shared"
DOCUMENTS = sorted([*SHARED.glob("specs/*.json"), *SHARED.glob("specs/*.yaml"), *SHARED.glob("adopt/*/openapi.yml")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=[f"{path.parent.name}/{path.stem}" for path in DOCUMENTS])
def test_every_operation(path: Path) -> None:
    document = load(path, diagnostics=Diagnostics())
    diagnostics = Diagnostics()
    config = resolve_config(infer_config(document, diagnostics), document, diagnostics)
    api = lower(document, config, diagnostics)
    assert sorted(api.operations) == sorted(operations_in(document))
    check_invariants(api)
    assert not [found for found in diagnostics if found.severity is Severity.ERROR]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
def test_existing_configuration() -> None:
    folder = SHARED / "adopt" / "onebusaway-1.26.0"
    document = load(folder / "openapi.yml", diagnostics=Diagnostics())
    diagnostics = Diagnostics()
    config = resolve_config(load_config(folder / "stainless.yml", diagnostics), document, diagnostics)
    api = lower(document, config, diagnostics)
    check_invariants(api)
    assert len(api.operations) == len(api.root.children) + 1  # one resource has two methods
    wrapper = api.definitions["#/components/schemas/ResponseWrapper"]
    results = [operation.result_type for operation in api.operations.values()]
    assert results.count(ir.Ref(wrapper.id)) == 2
    own = [api.definitions[result.id] for result in results if isinstance(result, ir.Ref) and result.id != wrapper.id]
    assert len(own) == 28
    assert all(isinstance(found, ir.Record) and found.bases == (wrapper.id,) for found in own)
