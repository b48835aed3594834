"""The document itself: its version, who stands behind it, its tags."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ApiPair, TagPair, VersionPair

NO = Direction.NEITHER


@rule("INF-02", "version of the document lowered", NO, Wire.WARNING, Sdk.NONE, on=ApiPair)
def version_lowered(pair: ApiPair) -> str | None:
    if pair.both is None:
        return None
    old, new = (api.info.version for api in pair.both)
    if not (_numbers(old) and _numbers(new)) or _numbers(new) >= _numbers(old):
        return None
    return f"{old} -> {new}"


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.removeprefix("v").split("-")[0].split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


@rule("INF-03", "title changed", NO, Wire.DOCS, Sdk.MAJOR, on=ApiPair)
def title_changed(pair: ApiPair) -> str | None:
    if pair.both is None or pair.both[0].info.title == pair.both[1].info.title:
        return None
    return f"{pair.both[0].info.title} -> {pair.both[1].info.title}"


@rule("INF-04", "contact or licence changed", NO, Wire.DOCS, Sdk.PATCH, on=ApiPair)
def contact_changed(pair: ApiPair) -> bool:
    if pair.both is None:
        return False
    old, new = (
        (i.license_name, i.license_url, i.contact_name, i.contact_email, i.contact_url)
        for i in (api.info for api in pair.both)
    )
    return old != new


@rule("INF-01", "version of the document not raised", NO, Wire.WARNING, Sdk.NONE, on=VersionPair)
def version_not_raised(pair: VersionPair) -> str | None:
    return f"still {pair.new}" if pair.due and pair.new and pair.old == pair.new else None


@rule("OP-15", "list of tags changed", NO, Wire.DOCS, Sdk.NONE, on=TagPair)
def tag_changed(pair: TagPair) -> str | None:
    if pair.added is not None:
        return "added"
    if pair.removed is not None:
        return "removed"
    return "description" if pair.old != pair.new else None
