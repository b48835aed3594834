"""Servers, security, webhooks, operations of all kinds, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import config as c
from specwright import ir
from specwright.config.settings import SecuritySchemeConfig
from specwright.diagnostics import SpecwrightError

from .helpers import HERE, lower_text, ref


def test_information(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        openapi: 3.1.0
        info:
          title: T
          version: '2'
          description: D
          license: {name: Apache, identifier: Apache-2.0, url: https://l}
          contact: {name: N, email: e@x, url: https://c}
        externalDocs: {url: https://d}
        """,
        tmp_path,
    )
    assert lowered.api.info == ir.Info("T", "2", "D", "Apache-2.0", "https://l", "N", "e@x", "https://c", "https://d")


def test_servers(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        servers:
          - url: https://{region}.example.com:{port}/{base}
            description: Main.
            variables:
              region: {default: eu, enum: [eu, us], description: Where.}
              port: {default: 8443}
        paths:
          /a:
            servers: [{url: https://path.example.com}]
            get: {responses: {}}
            put: {servers: [{url: 'https://{v}.example.com', variables: {v: {default: op}}}], responses: {}}
        """,
        tmp_path,
    )
    (server,) = lowered.api.servers
    assert (server.url, server.doc) == ("https://{region}.example.com:{port}/{base}", "Main.")
    assert server.variables == (
        ir.ServerVariable("region", "eu", ("eu", "us"), "Where."),
        ir.ServerVariable("port", "8443"),
        ir.ServerVariable("base", ""),
    )
    assert lowered.rules() == ["Server/UndefinedVariable"]
    assert [operation.servers for operation in lowered.api.operations.values()] == [
        ("https://path.example.com",),
        ("https://op.example.com",),
    ]


def test_security(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        security: [{key: []}, {oauth: [read], basic: []}]
        paths:
          /own: {get: {security: [{bearer: []}], responses: {}}}
          /none: {get: {security: [], responses: {}}}
          /optional: {get: {security: [{}, {key: []}], responses: {}}}
          /default: {get: {responses: {}}}
        components:
          securitySchemes:
            key: {type: apiKey, in: query, name: k, description: A key.}
            cookie: {type: apiKey, in: cookie, name: sid}
            bearer: {type: http, scheme: Bearer}
            basic: {$ref: '#/components/securitySchemes/really_basic'}
            really_basic: {type: http, scheme: basic}
            oauth:
              type: oauth2
              flows:
                clientCredentials: {tokenUrl: https://t, scopes: {read: r}}
                authorizationCode: {authorizationUrl: https://a, tokenUrl: https://b, scopes: {write: w}}
            open: {type: openIdConnect, openIdConnectUrl: https://o}
            tls: {type: mutualTLS}
        """,
        tmp_path,
    )
    api = lowered.api
    assert api.auth == (
        ir.ApiKeyAuth("key", "query", "k", None, "A key."),
        ir.ApiKeyAuth("cookie", "cookie", "sid"),
        ir.HttpAuth("bearer", "bearer"),
        ir.HttpAuth("basic", "basic"),
        ir.HttpAuth("really_basic", "basic"),
        ir.OAuth2Auth(
            *("oauth", "https://t", ("read", "write")),
            other_urls=(
                ("authorizationCode.authorizationUrl", "https://a"),
                ("authorizationCode.tokenUrl", "https://b"),
            ),
        ),
        ir.OpenIdAuth("open", "https://o"),
    )
    assert lowered.rules() == ["Security/MutualTls"]
    need = ir.SecurityRequirement
    assert api.security == (
        need((ir.SchemeUse("key"),)),
        need((ir.SchemeUse("oauth", ("read",)), ir.SchemeUse("basic"))),
    )
    assert [operation.security for operation in api.operations.values()] == [
        (need((ir.SchemeUse("bearer"),)),),
        (),
        (need(()), need((ir.SchemeUse("key"),))),
        None,
    ]


def test_configured_security_replaces_the_documents(tmp_path: Path) -> None:
    data = {"type": "apiKey", "in": "header", "name": "X-Key"}
    lowered = lower_text(
        "security: [{old: []}]\ncomponents: {securitySchemes: {key: {type: http, scheme: bearer}}}",
        tmp_path,
        top={
            "security": (ir.SecurityRequirement((ir.SchemeUse("key"),)),),
            "security_schemes": (SecuritySchemeConfig("key", data, HERE),),
        },
    )
    assert lowered.api.auth == (ir.ApiKeyAuth("key", "header", "X-Key"),)
    assert lowered.api.security == (ir.SecurityRequirement((ir.SchemeUse("key"),)),)
    assert lowered.rules() == []


@pytest.mark.parametrize(
    "text",
    ["security: [{nope: []}]", "paths: {/a: {get: {security: [{nope: []}], responses: {'204': {description: a}}}}}"],
)
def test_an_undefined_scheme_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SpecwrightError) as caught:
        lower_text(text, tmp_path)
    assert [found.rule for found in caught.value.diagnostics] == ["Security/UndefinedScheme"]


def test_webhooks_and_callbacks(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        webhooks:
          thing.made:
            post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
          other made:
            post: {requestBody: {content: {application/json: {schema: {properties: {o: {type: string}}}}}}}
          ping: {post: {responses: {}}}
        paths:
          /a:
            post:
              responses: {}
              callbacks:
                done:
                  '{$request.body#/url}':
                    post: {requestBody: {content: {application/json: {schema: {type: object, properties: {c: {}}}}}}}
        components: {schemas: {Thing: {type: object, properties: {t: {type: string}}}}}
        """,
        tmp_path,
        inferred=False,
        models={"thing": "#/components/schemas/Thing"},
    )
    made, other = lowered.api.webhooks
    assert made == ref("Thing").id
    assert (lowered.record(other).name.text, lowered.record(other).owner) == ("other made payload", None)
    (done,) = lowered.api.callbacks
    assert [field.wire for field in lowered.record(done).fields] == ["c"]


def test_method_that_unwraps_webhooks(tmp_path: Path) -> None:
    unwrap = c.WebhookUnwrap("type", (("made", "things.thing"), ("lost", "Other")), "secret")
    resource = c.ResourceConfig(
        "hooks", HERE, methods=(c.MethodConfig("unwrap", HERE, c.MethodKind.WEBHOOK_UNWRAP, webhook=unwrap),)
    )
    lowered = lower_text(
        """
        components:
          schemas:
            Thing: {type: object, properties: {type: {const: made}}}
            Other: {type: object, properties: {type: {const: lost}}}
        """,
        tmp_path,
        models={"thing": "#/components/schemas/Thing"},
        resources=(resource,),
    )
    (found,) = lowered.api.root.children[-1].webhooks
    discriminator = ir.Discriminator("type", (("made", ref("Thing").id), ("lost", ref("Other").id)))
    assert found == ir.WebhookUnwrap(
        ir.Name("unwrap", ir.NameStrength.CONFIG),
        ir.Union((ir.UnionArm(ref("Thing")), ir.UnionArm(ref("Other"))), discriminator),
        "secret",
    )


def test_operations_of_all_kinds(tmp_path: Path) -> None:
    methods = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
    verbs = "".join(f"    {method}: {{responses: {{}}}}\n" for method in methods)
    more = "    query: {responses: {}}\n    additionalOperations: {COPY: {responses: {}}}\n"
    text = f"paths:\n  /a:\n{verbs}{more}"
    latest = lower_text(text, tmp_path, "3.2.0").api.operations
    assert list(latest) == [*(f"{method} /a" for method in (*methods, "query")), "COPY /a"]
    assert latest["COPY /a"].method == "COPY"
    assert list(lower_text(text, tmp_path, "3.1.0").api.operations) == [f"{method} /a" for method in methods]


def test_documentation(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            summary: Path.
            description: Of the path.
            get: {summary: Own., operationId: getA, deprecated: true, tags: [x, y], responses: {}}
        """,
        tmp_path,
    )
    operation = lowered.operation
    assert (operation.summary, operation.doc) == ("Own.", "Of the path.")
    assert (operation.operation_id, operation.deprecated, operation.tags) == ("getA", True, ("x", "y"))


BROKEN = """
paths:
  /good: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Good'}}}}}}}
  /bad:
    get:
      parameters: [{name: p, in: query, schema: {type: object, properties: {only: {properties: {q: {}}}}}}]
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}}}
  /worse: {get: {parameters: {}, responses: {}}}
  /worst: 3
components:
  schemas:
    Good: {type: object, properties: {a: {type: string}}}
    Bad: {type: object, properties: {worse: {$ref: '#/components/schemas/Worse'}}}
    Worse: {type: object, properties: {x: {$ref: '#/components/schemas/Nope'}}}
"""


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SpecwrightError) as caught:
        lower_text(BROKEN, tmp_path)
    found = {(d.rule, d.origin.pointer if d.origin else "") for d in caught.value.diagnostics}
    assert found == {
        ("Ref/Dangling", "/components/schemas/Worse/properties/x/$ref"),
        ("Document/WrongType", "/paths/~1worse/get/parameters"),
        ("Document/WrongType", "/paths/~1worst"),
    }


def test_operations_may_be_left_out(tmp_path: Path) -> None:
    lowered = lower_text(BROKEN, tmp_path, skip=True)
    assert list(lowered.api.operations) == ["get /good"]
    assert [method.operation for method in lowered.api.root.children[0].methods] == ["get /good"]
    assert list(lowered.api.definitions) == [ref("Good").id]
    messages = [found.message for found in lowered.diagnostics]
    assert sum(message.startswith("get /bad is left out: nothing is at") for message in messages) == 1
    assert sum(message.startswith("get /worse is left out") for message in messages) == 1
    assert messages[-1] == "3 operations are left out of the SDK"
