"""The tests that a package carries, as they are written; that they pass is tested with each package."""

from __future__ import annotations

from pathlib import Path

from specwright import pipeline
from specwright.run import Inputs, Run
from specwright.targets.python.naming import build_names
from specwright.targets.python.views import package_tests
from specwright.targets.python.views.context import Context

ROOT = Path(__file__).parents[3]


def workspace_secrets() -> package_tests.TestModuleView:
    run = Run(Inputs(ROOT / "spec" / "openapi.yaml", ROOT / "spec" / "specwright.yml"))
    api = pipeline.read(run)
    settings = pipeline.package_settings(run.known_config, run.inputs)
    context = Context(api, build_names(api, settings, run.diagnostics), settings)
    return package_tests.view_tests(context, next(resource for resource in api.root.below() if resource.methods))


def test_an_answer_of_several_tests_is_written_once() -> None:
    view = workspace_secrets()
    answers = {answer.name: answer.value for answer in view.answers}
    assert len(set(answers.values())) == len(answers) == 2
    used = {test.name: test.answer for group in view.classes for test in group.tests}
    assert used["test_list"] == used["test_list_with_all_params"] == "json=_LIST_ANSWER"
    # What is created and what is retrieved is the same model.
    assert used["test_retrieve"] == used["test_create"] == "json=_CREATE_ANSWER"


def test_a_short_answer_stands_where_it_is_given() -> None:
    used = {test.name: test.answer for group in workspace_secrets().classes for test in group.tests}
    assert used["test_delete"] == 'content=b""'
