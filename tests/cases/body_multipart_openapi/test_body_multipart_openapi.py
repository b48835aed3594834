"""Multipart bodies without a configuration: the defaults of OpenAPI (3.1.1, section 4.8.15.1)."""

from __future__ import annotations

from ..body_multipart.test_body_multipart import parts
from ..harness import Caller


def test_defaults_of_openapi(call: Caller) -> None:
    """Each item of an array is a part of its own under the plain name; an object is one part of JSON."""
    call(
        lambda client: client.uploads.create(
            images=[("a.png", b"1"), ("b.png", b"2")],
            tags=["x", "y"],
            metadata={"created_at": "2026-03-01T00:00:00Z"},
            people=[{"full_name": "Ada"}, {"full_name": "Grace"}],
            labels=["l"],
        )
    )

    disposition = "Content-Disposition: form-data; name="
    assert parts(call.server.last) == [
        (f'{disposition}"images"; filename="a.png"\r\nContent-Type: image/png', b"1"),
        (f'{disposition}"images"; filename="b.png"\r\nContent-Type: image/png', b"2"),
        (f'{disposition}"tags"', b"x"),
        (f'{disposition}"tags"', b"y"),
        (f'{disposition}"metadata"\r\nContent-Type: application/json', b'{"createdAt":"2026-03-01T00:00:00Z"}'),
        (f'{disposition}"people"\r\nContent-Type: application/json', b'{"fullName":"Ada"}'),
        (f'{disposition}"people"\r\nContent-Type: application/json', b'{"fullName":"Grace"}'),
        (f'{disposition}"labels"\r\nContent-Type: application/json', b'["l"]'),
    ]
