"""Stage check: the objects of OpenAPI 3.0, 3.1 and 3.2 as data.

One entry per object of the specification (section 4.7 of 3.0.4, 4.8 of 3.1.1 and 4 of 3.2.0) with its fields and their
types. The three versions are one table: a field of a later version in an earlier one does no harm. Values that are data
and not OpenAPI (`example`, `default`, `enum`, extensions) are not looked into, for a `$ref` neither.
"""

from __future__ import annotations

from .shapes import Leaf, ListOf, MapOf, ObjectRule, One, Shape

ANY, TEXT, FLAG, NUMBER, WHOLE, LIMIT, VALUES, TYPE = (
    Leaf.ANY,
    Leaf.TEXT,
    Leaf.FLAG,
    Leaf.NUMBER,
    Leaf.WHOLE,
    Leaf.LIMIT,
    Leaf.VALUES,
    Leaf.TYPE,
)

JSON_TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SCHEMA = One("schema", ref=True)
_SCHEMAS = MapOf(_SCHEMA)
_EXAMPLES = MapOf(One("example", ref=True))
_PARAMETERS = ListOf(One("parameter", ref=True, vital=True), vital=True)
_OPERATION = One("operation", vital=True)
_PATH_ITEM = One("path item", ref=True, vital=True)
_CONTENT = MapOf(One("media type", ref=True, vital=True), vital=True)
_HEADERS = MapOf(One("header", ref=True))
_SERVERS = ListOf(One("server"))
_SECURITY = ListOf(MapOf(ListOf(TEXT)), vital=True)
_DOCS = One("external documentation")


def _fields(shape: Shape, *names: str) -> dict[str, Shape]:
    return dict.fromkeys(names, shape)


_SCHEMA_FIELDS: dict[str, Shape] = {
    **_fields(TEXT, "$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "title"),
    **_fields(TEXT, "description", "format", "pattern", "contentEncoding", "contentMediaType"),
    **_fields(NUMBER, "multipleOf", "maximum", "minimum"),
    **_fields(LIMIT, "exclusiveMaximum", "exclusiveMinimum"),
    **_fields(WHOLE, "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"),
    **_fields(WHOLE, "maxContains", "minContains"),
    **_fields(FLAG, "uniqueItems", "nullable", "readOnly", "writeOnly", "deprecated"),
    **_fields(_SCHEMAS, "properties", "patternProperties", "$defs", "dependentSchemas"),
    **_fields(ListOf(_SCHEMA, filled=True), "allOf", "anyOf", "oneOf", "prefixItems"),
    **_fields(_SCHEMA, "not", "if", "then", "else", "items", "contains", "propertyNames", "contentSchema"),
    **_fields(_SCHEMA, "additionalProperties", "unevaluatedItems", "unevaluatedProperties"),
    **_fields(ANY, "const", "default", "example", "$vocabulary", "dependentRequired"),
    "type": TYPE,
    "enum": VALUES,
    "examples": VALUES,
    "required": ListOf(TEXT),
    "discriminator": One("discriminator"),
    "externalDocs": _DOCS,
    "xml": ANY,
}

# A header is a parameter without name and place.
_HEADER_FIELDS: dict[str, Shape] = {
    **_fields(TEXT, "description", "style"),
    **_fields(FLAG, "required", "deprecated", "allowEmptyValue", "explode", "allowReserved"),
    "schema": _SCHEMA,
    "content": _CONTENT,
    "example": ANY,
    "examples": _EXAMPLES,
}

_PATH_ITEM_FIELDS: dict[str, Shape] = {
    **_fields(TEXT, "$ref", "summary", "description"),
    **_fields(_OPERATION, *METHODS),
    "additionalOperations": MapOf(_OPERATION, vital=True),
    "parameters": _PARAMETERS,
    "servers": _SERVERS,
}

_STYLES = frozenset({"matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"})

OBJECTS: dict[str, ObjectRule] = {
    "openapi": ObjectRule(
        "OpenAPI Object",
        "Document",
        {
            **_fields(TEXT, "openapi", "jsonSchemaDialect", "$self"),
            "info": One("info"),
            "servers": _SERVERS,
            "paths": One("paths", vital=True),
            "webhooks": MapOf(_PATH_ITEM),
            "components": One("components", vital=True),
            "security": _SECURITY,
            "tags": ListOf(One("tag")),
            "externalDocs": _DOCS,
        },
        required=("info",),
    ),
    "info": ObjectRule(
        "Info Object",
        "Info",
        {
            **_fields(TEXT, "title", "summary", "description", "termsOfService", "version"),
            "contact": One("contact"),
            "license": One("license"),
        },
        required=("title", "version"),
    ),
    "contact": ObjectRule("Contact Object", "Info", _fields(TEXT, "name", "url", "email")),
    "license": ObjectRule("License Object", "Info", _fields(TEXT, "name", "identifier", "url")),
    "server": ObjectRule(
        "Server Object",
        "Server",
        {**_fields(TEXT, "url", "description", "name"), "variables": MapOf(One("server variable"))},
        required=("url",),
    ),
    "server variable": ObjectRule(
        "Server Variable Object",
        "Server",
        {**_fields(TEXT, "default", "description"), "enum": ListOf(TEXT, filled=True)},
        required=("default",),
    ),
    "components": ObjectRule(
        "Components Object",
        "Components",
        {
            "schemas": MapOf(_SCHEMA, vital=True),
            "responses": MapOf(One("response", ref=True, vital=True), vital=True),
            "parameters": MapOf(One("parameter", ref=True, vital=True), vital=True),
            "examples": _EXAMPLES,
            "requestBodies": MapOf(One("request body", ref=True, vital=True), vital=True),
            "headers": _HEADERS,
            "securitySchemes": MapOf(One("security scheme", ref=True, vital=True), vital=True),
            "links": MapOf(One("link", ref=True)),
            "callbacks": MapOf(One("callback", ref=True)),
            "pathItems": MapOf(_PATH_ITEM, vital=True),
            "mediaTypes": _CONTENT,
        },
    ),
    "paths": ObjectRule("Paths Object", "Path", {}, others=_PATH_ITEM),
    "path item": ObjectRule("Path Item Object", "Path", _PATH_ITEM_FIELDS, section="pathItems"),
    "operation": ObjectRule(
        "Operation Object",
        "Operation",
        {
            **_fields(TEXT, "summary", "description", "operationId"),
            "tags": ListOf(TEXT),
            "externalDocs": _DOCS,
            "parameters": _PARAMETERS,
            "requestBody": One("request body", ref=True, vital=True),
            "responses": One("responses", vital=True),
            "callbacks": MapOf(One("callback", ref=True)),
            "deprecated": FLAG,
            "security": _SECURITY,
            "servers": _SERVERS,
        },
        required=("responses",),
    ),
    "parameter": ObjectRule(
        "Parameter Object",
        "Parameter",
        {**_HEADER_FIELDS, **_fields(TEXT, "name", "in")},
        required=("name", "in"),
        choices={"in": frozenset({"path", "query", "header", "cookie", "querystring"}), "style": _STYLES},
        section="parameters",
    ),
    "header": ObjectRule("Header Object", "Header", _HEADER_FIELDS, section="headers"),
    "request body": ObjectRule(
        "Request Body Object",
        "RequestBody",
        {"description": TEXT, "content": _CONTENT, "required": FLAG},
        required=("content",),
        section="requestBodies",
    ),
    "media type": ObjectRule(
        "Media Type Object",
        "MediaType",
        {
            "schema": _SCHEMA,
            "itemSchema": _SCHEMA,
            "example": ANY,
            "examples": _EXAMPLES,
            "encoding": MapOf(One("encoding")),
            "prefixEncoding": ListOf(One("encoding")),
            "itemEncoding": One("encoding"),
        },
        section="mediaTypes",
    ),
    "encoding": ObjectRule(
        "Encoding Object",
        "MediaType",
        {
            **_fields(TEXT, "contentType", "style"),
            **_fields(FLAG, "explode", "allowReserved"),
            "headers": _HEADERS,
            "encoding": MapOf(One("encoding")),
            "prefixEncoding": ListOf(One("encoding")),
            "itemEncoding": One("encoding"),
        },
        choices={"style": _STYLES},
    ),
    "responses": ObjectRule("Responses Object", "Response", {}, others=One("response", ref=True, vital=True)),
    "response": ObjectRule(
        "Response Object",
        "Response",
        {
            **_fields(TEXT, "summary", "description"),
            "headers": _HEADERS,
            "content": _CONTENT,
            "links": MapOf(One("link", ref=True)),
        },
        section="responses",
    ),
    "callback": ObjectRule("Callback Object", "Callback", {}, others=_PATH_ITEM, section="callbacks"),
    "example": ObjectRule(
        "Example Object",
        "Example",
        {
            **_fields(TEXT, "summary", "description", "externalValue", "serializedValue"),
            **_fields(ANY, "value", "dataValue"),
        },
        section="examples",
    ),
    "link": ObjectRule(
        "Link Object",
        "Link",
        {
            **_fields(TEXT, "operationRef", "operationId", "description"),
            **_fields(ANY, "parameters", "requestBody"),
            "server": One("server"),
        },
        section="links",
    ),
    "tag": ObjectRule(
        "Tag Object",
        "Tag",
        {**_fields(TEXT, "name", "summary", "description", "parent", "kind"), "externalDocs": _DOCS},
        required=("name",),
    ),
    "external documentation": ObjectRule(
        "External Documentation Object", "Document", _fields(TEXT, "description", "url")
    ),
    "security scheme": ObjectRule(
        "Security Scheme Object",
        "Security",
        {
            **_fields(TEXT, "type", "description", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"),
            "oauth2MetadataUrl": TEXT,
            "flows": MapOf(One("oauth flow"), extensions=True),
            "deprecated": FLAG,
        },
        required=("type",),
        choices={"type": frozenset({"apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"})},
        section="securitySchemes",
    ),
    "oauth flow": ObjectRule(
        "OAuth Flow Object",
        "Security",
        {
            **_fields(TEXT, "authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"),
            "scopes": MapOf(TEXT, extensions=True),
        },
    ),
    "schema": ObjectRule("Schema Object", "Schema", _SCHEMA_FIELDS, may_be_flag=True, section="schemas"),
    "discriminator": ObjectRule(
        "Discriminator Object",
        "Schema",
        {"propertyName": TEXT, "mapping": MapOf(TEXT), "defaultMapping": TEXT},
        required=("propertyName",),
    ),
}
