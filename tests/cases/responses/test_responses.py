"""What methods return: by status, by media type, and when nothing comes back."""

from __future__ import annotations

import typing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Optional

import pytest

from ..harness import Caller, Case, answer

JOB = '{"id": "j", "createdAt": "2026-03-01T00:00:00Z"}'


def returned(case: Case, method: str) -> Any:
    """The return annotation of a method, evaluated."""
    module = __import__(f"{case.package.__name__}.resources.answers", fromlist=["AnswersResource"])
    names = {**vars(typing), **{name: getattr(case.package.types, name) for name in case.package.types.__all__}}
    return eval(getattr(module.AnswersResource, method).__annotations__["return"], names)


def test_several_statuses_make_a_union(call: Caller) -> None:
    types = call.case.package.types
    call.server.answer_next(answer(JOB), answer('{"retryAfter": 3}', status=202))

    job = call(lambda client: client.answers.union())
    waiting = call(lambda client: client.answers.union())

    assert isinstance(job, types.Job)
    assert job.created_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert waiting.retry_after == 3
    assert typing.get_args(types.AnswerUnionResponse) == (types.Job, type(waiting))


def test_200_or_204_is_optional(call: Caller) -> None:
    call.server.answer_next(answer(JOB), answer(b"", status=204, content_type="text/plain"), answer(b"", status=204))

    assert call(lambda client: client.answers.optional()).id == "j"
    assert call(lambda client: client.answers.optional()) is None
    assert call(lambda client: client.answers.optional(), _strict_response_validation=True) is None
    assert returned(call.case, "optional") == Optional[call.case.package.types.Job]  # noqa: UP045 - as generated


@pytest.mark.parametrize("method", ["range", "default", "vendor", "headers"])
@pytest.mark.parametrize("status", [200, 201])
def test_ranges_and_default(call: Caller, method: str, status: int) -> None:
    call.server.answer_next(answer(JOB, status=status))

    job = call(lambda client: getattr(client.answers, method)())

    assert isinstance(job, call.case.package.types.Job)
    assert returned(call.case, method) is call.case.package.types.Job


def test_a_vendors_json_is_asked_for_and_read(call: Caller) -> None:
    call.server.answer_next(answer(JOB, content_type="application/vnd.job+json; charset=utf-8"))

    assert call(lambda client: client.answers.vendor()).id == "j"
    assert call.server.last.header("Accept") == "application/vnd.job+json"


@pytest.mark.parametrize(
    ("method", "body", "expected"),
    [
        ("scalar", "3", 3),
        ("free", '[{"a": null}]', [{"a": None}]),
        ("nullable", "null", None),
        ("map", "{}", {}),
        ("list", "[]", []),
    ],
)
def test_other_json(call: Caller, method: str, body: str, expected: Any) -> None:
    call.server.answer_next(answer(body))

    assert call(lambda client: getattr(client.answers, method)()) == expected


def test_lists_and_maps_of_models(call: Caller) -> None:
    call.server.answer_next(answer(f"[{JOB}]"), answer(f'{{"key": {JOB}}}'), answer(JOB))

    assert [job.id for job in call(lambda client: client.answers.list())] == ["j"]
    assert call(lambda client: client.answers.map())["key"].id == "j"
    assert call(lambda client: client.answers.nullable()).id == "j"


def test_text(call: Caller) -> None:
    call.server.answer_next(answer("a,b\r\n1,2\r\n", content_type="text/csv"))

    assert call(lambda client: client.answers.text()) == "a,b\r\n1,2\r\n"
    assert call.server.last.header("Accept") == "text/csv"


def test_bytes(call: Caller, tmp_path: Path) -> None:
    call.server.answer_next(answer(b"%PDF\x00\xff", content_type="application/pdf"))

    async def download_async(client: Any) -> bytes:
        response = await client.answers.binary()
        await response.write_to_file(tmp_path / "file.pdf")
        content: bytes = await response.read()
        return content

    def download(client: Any) -> bytes:
        response = client.answers.binary()
        response.write_to_file(tmp_path / "file.pdf")
        content: bytes = response.read()
        return content

    assert call(download_async if call.is_async else download) == b"%PDF\x00\xff"
    assert (tmp_path / "file.pdf").read_bytes() == b"%PDF\x00\xff"
    assert call.server.last.header("Accept") == "application/pdf"


def test_bytes_as_they_come(call: Caller, tmp_path: Path) -> None:
    call.server.answer_next(answer(b"x" * 100_000, content_type="application/pdf"))

    async def stream_async(client: Any) -> bool:
        async with client.answers.with_streaming_response.binary() as response:
            closed: bool = response.is_closed
            await response.stream_to_file(tmp_path / "file.pdf")
            return closed

    def stream(client: Any) -> bool:
        with client.answers.with_streaming_response.binary() as response:
            closed: bool = response.is_closed
            response.stream_to_file(tmp_path / "file.pdf")
            return closed

    assert call(stream_async if call.is_async else stream) is False
    assert (tmp_path / "file.pdf").read_bytes() == b"x" * 100_000


def test_headers_of_the_response(call: Caller) -> None:
    call.server.answer_next(answer(JOB, headers=["X-Rate-Limit: 7"]))

    async def raw_async(client: Any) -> tuple[Any, Any]:
        response = await client.answers.with_raw_response.headers()
        return response.headers, await response.parse()

    def raw(client: Any) -> tuple[Any, Any]:
        response = client.answers.with_raw_response.headers()
        return response.headers, response.parse()

    headers, job = call(raw_async if call.is_async else raw)
    assert headers["x-rate-limit"] == "7"
    assert job.id == "j"


def test_head_has_no_body(call: Caller) -> None:
    # RFC 9110, 9.3.2: the server must not send content, whatever the document says.
    call.server.answer_next(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\nContent-Type: application/json\r\n\r\n")

    assert call(lambda client: client.answers.head()) is None
    assert call.server.last.line == "HEAD /probe HTTP/1.1"


def test_options_and_trace(call: Caller) -> None:
    call.server.answer_next(
        answer('{"allowedMethods": ["GET"]}'), answer("TRACE /probe HTTP/1.1\r\n", content_type="message/http")
    )

    assert call(lambda client: client.answers.options()).allowed_methods == ["GET"]
    assert call(lambda client: client.answers.trace()) == "TRACE /probe HTTP/1.1\r\n"
    assert [request.line for request in call.server.recorded] == ["OPTIONS /probe HTTP/1.1", "TRACE /probe HTTP/1.1"]
    assert all(request.body == b"" for request in call.server.recorded)


def test_without_responses_nothing_is_returned(call: Caller) -> None:
    call.server.answer_next(answer('{"unknown": 1}'))

    assert call(lambda client: client.answers.nothing()) is None
    assert call.server.last.header("Accept") == "*/*"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (418, "APIStatusError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (503, "InternalServerError"),
    ],
)
def test_errors_by_status(call: Caller, status: int, error: str) -> None:
    problem = '{"title": "Refused", "status": 1}'
    call.server.answer_next(answer(problem, status=status, content_type="application/problem+json"))

    with pytest.raises(call.case.package.APIStatusError) as caught:
        call(lambda client: client.answers.range())

    assert type(caught.value) is getattr(call.case.package, error)
    assert caught.value.status_code == status
    assert caught.value.body == {"title": "Refused", "status": 1}


def test_what_does_not_fit_is_kept(call: Caller) -> None:
    call.server.answer_next(answer('{"id": 7, "createdAt": "yesterday", "more": [1]}'), answer("no json", status=200))

    job = call(lambda client: client.answers.range())

    assert (job.id, job.created_at, job.more) == (7, "yesterday", [1])


def test_a_204_nobody_documented(call: Caller) -> None:
    call.server.answer_next(answer(b"", status=204), answer(b"", status=204))

    assert call(lambda client: client.answers.range()) is None
    with pytest.raises(call.case.package.APIResponseValidationError):
        call(lambda client: client.answers.range(), _strict_response_validation=True)


def test_strict_clients_refuse_what_does_not_fit(call: Caller) -> None:
    call.server.answer_next(answer('{"id": 7}'))

    with pytest.raises(call.case.package.APIResponseValidationError):
        call(lambda client: client.answers.range(), _strict_response_validation=True)


def test_both_clients_have_the_same_methods(case: Case) -> None:
    resources = case.package.resources
    methods = {name for name in vars(resources.AnswersResource) if not name.startswith("_")}

    assert methods == {name for name in vars(resources.AsyncAnswersResource) if not name.startswith("_")}
    assert len(methods) == 17 + len(("with_raw_response", "with_streaming_response"))


def test_expected(case: Case) -> None:
    case.check_expected()
