"""What published packages call things where the document leaves a choice (sdk-surface, part C)."""

from __future__ import annotations

import importlib
import inspect
import json
from types import ModuleType
from typing import get_args, get_type_hints

from ..harness import Caller, Case, answer


def module(case: Case, name: str) -> ModuleType:
    return importlib.import_module(f"{case.package.__name__}.{name}")


def names(case: Case, path: str) -> set[str]:
    return set(module(case, path).__dict__)


def test_arms_of_unions(case: Case) -> None:
    found = names(case, "types.visit_create_params")
    assert {"Item", "ItemListCat", "ItemLlmAsDog"} <= found, "by title or component, whatever the property is called"
    assert {"MappedCat", "MappedLlmAsDog"} <= found, "a mapping says which component is which"
    assert {"ToldApartCat", "ToldApartDog"} <= found, "else by the value that tells them apart"
    arms = get_args(module(case, "types.visit_create_params").Twice)
    assert [arm.__name__ for arm in arms] == ["TwiceCat", "TwiceDog"]


def test_fields_of_models_and_keys_of_typed_dicts(case: Case) -> None:
    assert set(case.package.types.Visit.model_fields) == {"id", "api_model_id", "schema_", "count", "api_count"}
    params = module(case, "types.visit_create_params")
    assert "schema" in get_type_hints(params.VisitCreateParams)
    assert "model_id" in get_type_hints(params.MappedLlmAsDog)
    assert isinstance(params.Schema, type) and "json" in get_type_hints(params.Schema)


def test_what_is_in_an_envelope_is_called_as_the_result(case: Case) -> None:
    types = case.package.types
    assert get_args(types.VisitListResponse)[0].__name__ == "VisitListResponseItem"
    assert get_type_hints(types.ListVisitsResponse)["data"] == types.VisitListResponse


def test_each_method_of_an_operation_has_types_of_its_own(case: Case) -> None:
    types = case.package.types
    assert types.VisitCreateAgainParams.__annotations__.keys() == types.VisitCreateParams.__annotations__.keys()


def test_parents_have_packages_of_types(case: Case) -> None:
    assert module(case, "types.shelters.rooms").__name__.endswith("shelters.rooms")


def test_words_with_a_spelling_of_their_own(case: Case) -> None:
    assert hasattr(case.package.resources, "OpenAIReportsResource")


def test_signatures(case: Case) -> None:
    visits, reports = case.package.resources.VisitsResource, case.package.resources.OpenAIReportsResource
    assert inspect.signature(visits.note).return_annotation == "str"
    create = inspect.signature(reports.create)
    assert create.parameters["text"].default is inspect.Parameter.empty
    assert create.parameters["stream"].annotation == "Optional[Literal[False]] | Literal[True] | Omit"
    assert create.return_annotation == "OpenAIReportCreateResponse | Stream[OpenAIReportCreateResponse]"


def test_they_are_what_calls_take_and_give(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps({"data": [{"id": "1", "dog": {"kind": "dog", "model_id": "m"}}]})))
    found = call(lambda client: client.visits.list_again())
    assert found[0].dog.api_model_id == "m"
    call.server.answer_next(answer(json.dumps({"id": "1", "_count": 2, "model_id": "m", "schema": "s"})))
    made = call(
        lambda client: client.visits.create(
            items=["a", [{"kind": "cat"}]], mapped={"kind": "dog", "model_id": "m"}, schema={"json": "j", "more": 1}
        )
    )
    assert json.loads(call.server.last.body) == {
        "items": ["a", [{"kind": "cat"}]],
        "mapped": {"kind": "dog", "model_id": "m"},
        "schema": {"json": "j", "more": 1},
    }
    assert (made.api_count, made.api_model_id, made.schema_) == (2, "m", "s")


def test_a_stream_gives_what_is_returned_without_one(call: Caller) -> None:
    call.server.answer_next(answer('data: {"text": "a"}\n\n', content_type="text/event-stream"))
    items = call.collect(lambda client: client.openai_reports.create(text="t", stream=True))
    assert [type(item).__name__ for item in items] == ["OpenAIReportCreateResponse"]
