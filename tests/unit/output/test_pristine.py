"""The archive of pristine texts: what `zipfile` would write, and what stands in it already is not compressed again."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest

from specwright.output.pristine import Member, pack, unpack

TEXTS = {"b/c.py": b"x = 1\n" * 200, "a.py": b"", "\u00e9.md": "\u00e9".encode()}


def written_by_zipfile(texts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(texts):
            member = zipfile.ZipInfo(path)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(member, texts[path])
    return buffer.getvalue()


MANY = {f"{number}": b"" for number in range(0x10000)}
LONG = {f"{size}.md": Random(size).randbytes(size // 2) * 2 for size in (2, 510, 512, 514, 40_000, 200_000)}


@pytest.mark.parametrize("texts", [{}, TEXTS, MANY, LONG], ids=["none", "some", "many", "long"])
def test_it_is_what_zipfile_writes(texts: dict[str, bytes]) -> None:
    expected = written_by_zipfile(texts)
    assert pack(texts, unpack(expected)) == expected, "but for how texts are compressed"
    assert {path: member.text for path, member in unpack(pack(texts, {})).items()} == texts


@pytest.mark.parametrize("texts", [{}, TEXTS, LONG], ids=["none", "some", "long"])
def test_zipfile_reads_it(texts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(texts, {}))) as archive:
        assert archive.testzip() is None
        assert {path: archive.read(path) for path in archive.namelist()} == texts


def test_what_is_packed_already_is_taken() -> None:
    last = unpack(pack(TEXTS, {}))
    assert pack(TEXTS, last) == pack(TEXTS, {})
    changed = {**TEXTS, "a.py": b"y = 2\n", "new.py": b""}
    del changed["b/c.py"]
    assert pack(changed, last) == pack(changed, {})
    taken = pack({"a.py": b"text"}, {"a.py": Member(b"text", b"as it stands")})
    assert b"as it stands" in taken


@pytest.mark.parametrize("damage", [b"", b"PK", pack(TEXTS, {})[:-30]])
def test_a_damaged_archive_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="zip file"):
        unpack(damage)
