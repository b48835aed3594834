"""Build stage: the API in, its README out: each section shows a call that this API really has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .... import ir
from ....values import dataclass
from ..quoting import Code, Ident, Literal, literal
from ..usage import methods_of
from .client import client_names
from .client_examples import ClientExampleView, example_value, view_client_example
from .context import Context
from .docs import clean
from .shown_calls import Shown, ShownCalls
from .snippets import SnippetView, block, indented, snippet, statement
from .webhooks import webhook_name

_LIBRARIES = {"httpx": "https://www.python-httpx.org", "httpx2": "https://pypi.org/project/httpx2/"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_SAFE_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+")


@dataclass(frozen=True, slots=True)
class SecretView:
    """The option that most users have to give."""

    name: Ident
    env: Code


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """`README.md`."""

    title: Code
    client: ClientExampleView
    api: Code
    python_floor: Code
    http_library: Code
    http_library_url: Code
    docs_url: Code | None
    docs_name: Code | None
    project: Code
    usage: SnippetView
    secret: SecretView | None
    async_usage: SnippetView
    pagination: SnippetView | None
    async_pagination: SnippetView | None
    pages: SnippetView | None
    streaming: SnippetView | None
    upload: SnippetView | None
    webhooks: SnippetView | None
    environments: SnippetView | None
    errors: SnippetView
    max_retries: Literal | None
    retries: SnippetView
    timeout: Literal
    timeouts: SnippetView
    log_env: Code
    raw: SnippetView
    streamed: SnippetView
    undocumented: SnippetView
    http_client: SnippetView
    aiohttp: SnippetView
    closing: SnippetView
    absent: SnippetView | None
    license: Code | None


def view_readme(context: Context) -> ReadmeView:
    """The README of the distribution."""
    return _Readme(context).view()


def markdown(text: str) -> Code:
    """One line of prose that stays prose."""
    return Code(_MARKDOWN.sub(r"\\\1", " ".join(clean(text).split())))


class _Readme:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.names = client_names(context)
        self.package = context.settings.package_name
        self.calls = ShownCalls(context)

    def view(self) -> ReadmeView:
        context, settings, api = self.context, self.context.settings, self.context.api
        docs_url = next(
            (url for url in (settings.docs_url, api.info.docs_url) if url and _SAFE_URL.fullmatch(url)), None
        )
        seconds = api.default_timeout
        return ReadmeView(
            title=markdown(settings.readme_title or f"{self.names.cls} Python library"),
            client=view_client_example(context),
            api=markdown(api.info.title or self.names.cls),
            python_floor=Code(settings.python_floor),
            http_library=Code(settings.http_library),
            http_library_url=Code(_LIBRARIES[settings.http_library]),
            docs_url=Code(docs_url) if docs_url else None,
            docs_name=markdown(docs_url.partition("://")[2].partition("/")[0]) if docs_url else None,
            project=Code(settings.project_name),
            usage=self._usage(),
            secret=self._secret_view(),
            async_usage=self._async_usage(),
            pagination=self._pagination(is_async=False),
            async_pagination=self._pagination(is_async=True),
            pages=self._pages(),
            streaming=self._streaming(),
            upload=self._upload(),
            webhooks=self._webhooks(),
            environments=self._environments(),
            errors=self._errors(),
            max_retries=literal(api.max_retries) if api.max_retries else None,
            retries=self._option("retries", "max_retries", api.max_retries or 2, 5),
            timeout=literal(int(seconds) if seconds == int(seconds) else seconds),
            timeouts=self._option("timeouts", "timeout", 20.0, 5.0),
            log_env=Code(f"{context.names.env_prefix}_LOG"),
            raw=self._raw(),
            streamed=self._streamed(),
            undocumented=self._undocumented(),
            http_client=self._http_client(),
            aiohttp=self._aiohttp(),
            closing=snippet(
                self._start()[0], block(f"with {self.names.cls}() as client", [f"{self._line(self.calls.usual)}\n..."])
            ),
            absent=self._absent(),
            license=markdown(settings.license) if settings.license else None,
        )

    def _start(self) -> tuple[str, str]:
        """The first lines of a snippet that works as it is."""
        return f"from {self.package} import {self.names.cls}", f"client = {self.names.cls}()"

    # -- sections --------------------------------------------------------------------------------------------------

    def _line(self, shown: Shown | None, *, waits: str = "", client: str = "client") -> str:
        if shown is None:
            return "..."
        before = f"{shown.variable} = {waits}" if shown.has_result else waits
        return statement(before, f"{client}.{shown.call.method}", shown.arguments())

    def _setup(self, *, is_async: bool = False, extra: str = "") -> str:
        """`client = Cadenya(…)`."""
        name = self.names.async_cls if is_async else self.names.cls
        options = list(self._given_options())
        if extra:
            options.append(extra)
        if not options:
            return f"client = {name}()"
        return f"client = {name}(\n" + "\n".join(f"    {option}" for option in options) + "\n)"

    def _given_options(self) -> Iterator[str]:
        for option in self.context.api.options:
            name = self.context.names.option(option.name.text)
            if option.env is not None and option.required:
                yield f"{name}=os.environ.get({literal(option.env)}),  # the default, may be left out"
            elif option.required and option.default is None:
                yield f"{name}={literal(example_value(option))},"

    def _imports(self, *, is_async: bool = False, others: str = "") -> str:
        name = self.names.async_cls if is_async else self.names.cls
        needs_os = any(option.env is not None and option.required for option in self.context.api.options)
        standard = "\n".join((["import asyncio"] if is_async else []) + (["import os"] if needs_os else []))
        return "\n\n".join(part for part in (standard, f"{others}from {self.package} import {name}") if part)

    def _usage(self) -> SnippetView:
        shown = self.calls.usual
        printed = f"print({shown.prints})" if shown is not None and shown.has_result else ""
        return snippet(self._imports(), self._setup(), "\n".join(part for part in (self._line(shown), printed) if part))

    def _async_usage(self) -> SnippetView:
        shown = self.calls.usual
        body = [self._line(shown, waits="await ")]
        if shown is not None and shown.has_result:
            body.append(f"print({shown.prints})")
        main = block("async def main() -> None", body)
        return snippet(self._imports(is_async=True), self._setup(is_async=True), main, "asyncio.run(main())")

    def _absent(self) -> SnippetView | None:
        """How null is told from nothing, with a property that the result of the usual call may lack."""
        shown = self.calls.usual
        if shown is None or shown.may_lack is None:
            return None
        field = f"{shown.variable}.{shown.may_lack}"
        lines = (
            f"{self._line(shown)}",
            f"if {field} is None:",
            f"    if {literal(shown.may_lack)} not in {shown.variable}.model_fields_set:",
            '        print("the field was not there")',
            "    else:",
            '        print("the field was null")',
        )
        return snippet(*self._start(), "\n".join(lines))

    def _secret_view(self) -> SecretView | None:
        options = self.context.api.options
        found = next((option for option in options if option.auth_scheme and option.env), None)
        if found is None or found.env is None:
            return None
        return SecretView(Ident(self.context.names.option(found.name.text)), Code(f"`{found.env}`"))

    def _pagination(self, *, is_async: bool) -> SnippetView | None:
        shown = self.calls.paged
        if shown is None:
            return None
        loop = statement(
            f"{'async ' if is_async else ''}for item in ", f"client.{shown.call.method}", shown.arguments(), ":"
        )
        printed = f"{loop}\n    print(item)"
        name = self.names.async_cls if is_async else self.names.cls
        setup = f"from {self.package} import {name}", f"client = {name}()"
        if not is_async:
            return snippet(*setup, printed)
        return snippet(
            "import asyncio", *setup, f"async def main() -> None:\n{indented(printed)}", "asyncio.run(main())"
        )

    def _pages(self) -> SnippetView | None:
        if self.calls.paged is None:
            return None
        line = self._line(self.calls.paged)
        return snippet(*self._start(), f"{line}\nif page.has_next_page():\n    page = page.get_next_page()")

    def _streaming(self) -> SnippetView | None:
        for resource, method in self._preferred("streaming"):
            operation = self.context.api.operations[method.operation]
            if operation.stream is None or (shown := self.calls.show(resource, method, place="streaming")) is None:
                continue
            arguments = shown.arguments()
            if operation.stream.discriminator is not None:
                stream = operation.stream
                flag = self.context.names.argument(operation.id, stream.place, operation.stream.discriminator)
                arguments = [*(a for a in arguments if not a.startswith(f"{flag}=")), f"{flag}=True"]
            line = statement("stream = ", f"client.{shown.call.method}", arguments)
            return snippet(f"{line}\nfor event in stream:\n    print(event)")
        return None

    def _upload(self) -> SnippetView | None:
        """A method that takes a file; rather one among other fields than one whose body is the file."""
        for resource, method in self._preferred("file_uploads", self._is_multipart):
            if self.context.api.operations[method.operation].body is None:
                continue
            shown = self.calls.show(resource, method, place="file_uploads")
            if shown is None:
                continue
            arguments = self.calls.with_file(method, shown)
            if not any("Path(" in argument for argument in arguments):
                continue
            line = statement("", f"client.{shown.call.method}", arguments)
            head = f"from pathlib import Path\n\nfrom {self.package} import {self.names.cls}"
            return snippet(head, f"client = {self.names.cls}()", line)
        return None

    def _preferred(
        self, place: str, better: Callable[[ir.Method], bool] = lambda _: False
    ) -> list[tuple[ir.Resource, ir.Method]]:
        """All methods: the one that is configured for a section first, then those that are `better`."""
        wanted = self.calls.operation_of(place)
        return sorted(
            methods_of(self.context.api.root),
            key=lambda pair: (pair[1].operation != wanted, not better(pair[1])),
        )

    def _is_multipart(self, method: ir.Method) -> bool:
        body = self.context.api.operations[method.operation].body
        return body is not None and body.contents[0].kind is ir.ContentKind.MULTIPART

    def _webhooks(self) -> SnippetView | None:
        for resource in _resources(self.context.api.root):
            for webhook in resource.webhooks:
                names = [
                    self.context.names.resource(resource.path[: i + 1]).attribute for i in range(len(resource.path))
                ]
                call = ".".join(("client", *names, webhook_name(self.context, webhook)))
                verify = "\n".join(
                    (
                        "def handle(body: bytes, headers: dict[str, str]) -> None:",
                        f"    event = {call}(body, headers=headers)",
                        "    print(event)",
                    )
                )
                return snippet(self._imports(), f"client = {self.names.cls}()", verify)
        return None

    def _environments(self) -> SnippetView | None:
        environments = self.context.api.environments
        if len(environments) < 2:
            return None
        return snippet(f"client = {self.names.cls}(environment={literal(environments[1].name.text)})")

    def _errors(self) -> SnippetView:
        lines = (
            "try:",
            indented(self._line(self.calls.at("errors"))),
            f"except {self.package}.APIConnectionError as error:",
            '    print("The server could not be reached:", error.__cause__)',
            f"except {self.package}.RateLimitError:",
            '    print("Too many requests: slow down a bit.")',
            f"except {self.package}.APIStatusError as error:",
            "    print(error.status_code, error.body)",
        )
        head = f"import {self.package}\nfrom {self.package} import {self.names.cls}"
        return snippet(head, f"client = {self.names.cls}()", "\n".join(lines))

    def _option(self, place: str, name: str, usual: float, once: float) -> SnippetView:
        """An option of the client, and the same for one call."""
        client = f"# For all requests\nclient = {self.names.cls}({name}={usual})"
        one = self._line(self.calls.at(place), client=f"client.with_options({name}={once})")
        return snippet(f"from {self.package} import {self.names.cls}", client, f"# For one request\n{one}")

    def _raw(self) -> SnippetView:
        shown = self.calls.at("raw_response")
        if shown is None:
            return snippet("...")
        line = statement("response = ", f"client.{_through(shown, 'with_raw_response')}", shown.arguments())
        parsed = f"{shown.variable} = response.parse()" if shown.has_result else ""
        return snippet(*self._start(), f'{line}\nprint(response.headers.get("X-Request-Id"))', parsed)

    def _streamed(self) -> SnippetView:
        shown = self.calls.at("raw_response")
        arguments = shown.arguments() if shown is not None else []
        line = statement("with ", f"client.{_through(shown, 'with_streaming_response')}", arguments, " as response:")
        return snippet(*self._start(), f"{line}\n    for line in response.iter_lines():\n        print(line)")

    def _undocumented(self) -> SnippetView:
        lines = (
            'response = client.post("/foo", cast_to=httpx.Response, body={"my_param": True})',
            'print(response.headers.get("X-Foo"))',
        )
        head, client = self._start()
        return snippet(f"import {self._http}\n{head}", client, "\n".join(lines))

    def _http_client(self) -> SnippetView:
        transport = 'httpx.HTTPTransport(local_address="0.0.0.0")'
        lines = (
            f"client = {self.names.cls}(",
            "    http_client=DefaultHttpxClient(",
            '        proxy="http://my.proxy.example.com",',
            f"        transport={transport},",
            "    ),",
            ")",
        )
        head = f"import {self._http}\nfrom {self.package} import {self.names.cls}, DefaultHttpxClient"
        return snippet(head, "\n".join(lines))

    @property
    def _http(self) -> str:
        return self.context.http_import

    def _aiohttp(self) -> SnippetView:
        head = f"from {self.package} import {self.names.async_cls}, DefaultAioHttpClient"
        call = self._line(self.calls.usual, waits="await ")
        with_block = block(f"async with {self.names.async_cls}(http_client=DefaultAioHttpClient()) as client", [call])
        return snippet(
            f"import asyncio\n\n{head}", block("async def main() -> None", [with_block]), "asyncio.run(main())"
        )


def _resources(resource: ir.Resource) -> Iterator[ir.Resource]:
    yield resource
    for child in resource.children:
        yield from _resources(child)


def _through(shown: Shown | None, attribute: str) -> str:
    """`workspace_secrets.with_raw_response.create`."""
    owner, _, name = (shown.call.method if shown is not None else "").rpartition(".")
    return ".".join(part for part in (owner, attribute, name) if part)
