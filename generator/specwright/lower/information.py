"""Stage lower: the Info Object (OpenAPI 3.1, 4.8.2) → `Info`.

What comes in: the document. What goes out: texts for the package's metadata and README.
"""

from __future__ import annotations

from ..ir import Info
from .context import Context
from .reading import list_member, mapping_member, soft_text


def lower_tags(ctx: Context) -> tuple[tuple[str, str | None], ...]:
    """The document's list of tags, each with its description."""
    origin = ctx.document.origin()
    found: list[tuple[str, str | None]] = []
    for index, raw in enumerate(list_member(ctx.document.data, "tags", origin)):
        name = raw.get("name") if isinstance(raw, dict) else None
        if isinstance(name, str):
            found.append((name, soft_text(raw, "description", origin.child("tags", index), ctx.diagnostics)))
    return tuple(found)


def lower_info(ctx: Context) -> Info:
    """Title, version, licence and contact; a missing title or version is empty."""
    origin = ctx.document.origin()
    place = origin.child("info")
    info = mapping_member(ctx.document.data, "info", origin)
    licence = mapping_member(info, "license", place)
    contact = mapping_member(info, "contact", place)
    docs = mapping_member(ctx.document.data, "externalDocs", origin)

    def text(holder: dict[str, object], key: str, *below: str) -> str | None:
        return soft_text(holder, key, origin.child(*below), ctx.diagnostics)

    return Info(
        title=text(info, "title", "info") or "",
        version=text(info, "version", "info") or "",
        doc=text(info, "description", "info"),
        license_name=text(licence, "identifier", "info", "license") or text(licence, "name", "info", "license"),
        license_url=text(licence, "url", "info", "license"),
        contact_name=text(contact, "name", "info", "contact"),
        contact_email=text(contact, "email", "info", "contact"),
        contact_url=text(contact, "url", "info", "contact"),
        docs_url=text(docs, "url", "externalDocs"),
    )
