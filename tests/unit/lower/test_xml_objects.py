"""XML Objects (OpenAPI 3.1.1, section 4.8.26): what is not followed is said, at its place."""

from __future__ import annotations

from pathlib import Path

from .helpers import lower_text

PET = """
        components:
          schemas:
            Pet:
              type: object
              xml: {name: pet, namespace: 'urn:x'}
              properties:
                id: {type: integer, xml: {attribute: true}}
                name: {type: string, xml: {name: name, attribute: false}}
                kind: {type: string, xml: {name: species}}
                photos: {type: array, xml: {wrapped: true}, items: {type: string, xml: {name: photo}}}
                tags: {type: array, items: {type: string, xml: {name: tag}}}
                friend: {allOf: [{$ref: '#/components/schemas/Pet'}]}
"""
XML = "application/xml: {schema: {$ref: '#/components/schemas/Pet'}}"


def warned(paths: str, folder: Path) -> list[str]:
    """The pointers of the warnings, below the component."""
    found = [d for d in lower_text(paths + PET, folder).diagnostics if d.rule == "Schema/Xml"]
    return sorted({d.origin.pointer.removeprefix("/components/schemas/Pet/") for d in found if d.origin})


def test_what_is_sent(tmp_path: Path) -> None:
    paths = f"""
        paths:
          /pets: {{post: {{requestBody: {{content: {{{XML}}}}}, responses: {{'204': {{description: d}}}}}}}}
    """
    assert warned(paths, tmp_path) == [
        "properties/id/xml/attribute",
        "properties/kind/xml/name",
        "properties/photos/xml/wrapped",
        "properties/tags/items/xml/name",
        "xml/name",  # of `friend`
        "xml/namespace",
    ]


def test_what_is_read(tmp_path: Path) -> None:
    """Attributes, namespaces and wrapped lists are read without being told."""
    paths = f"""
        paths:
          /pets: {{get: {{responses: {{'200': {{content: {{{XML}}}}}}}}}}}
    """
    assert warned(paths, tmp_path) == ["properties/kind/xml/name", "properties/tags/items/xml/name", "xml/name"]


def test_nothing_is_said_where_json_is_used(tmp_path: Path) -> None:
    both = XML + ", application/json: {schema: {$ref: '#/components/schemas/Pet'}}"
    paths = f"""
        paths:
          /pets:
            post: {{requestBody: {{content: {{{both}}}}}, responses: {{'200': {{content: {{{both}}}}}}}}}
    """
    assert warned(paths, tmp_path) == []
