"""`$ref`: what is followed, what is refused, and that nothing outside the folder is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specwright.diagnostics import Diagnostic, Diagnostics, SpecwrightError
from specwright.ir.origin import Origin
from specwright.spec import Document, Limits, load

from .support import MINIMAL, document, findings_of, rules


def refused(subject: Document, ref: str, at: Origin | None = None) -> Diagnostic:
    with pytest.raises(SpecwrightError) as caught:
        subject.resolve(ref, at or subject.origin())
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


COMPONENTS = (
    MINIMAL
    + """
components:
  schemas:
    Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}
    Owner: {type: object, properties: {'a/b': {title: slash}, 'a~b': {title: tilde}, 'a b': {title: space}}}
    List: {oneOf: [{title: first}, {title: second}]}
    Named: {$anchor: here, title: anchored}
    Alias: {$ref: '#/components/schemas/Pet'}
"""
)


class TestWithinAFile:
    @pytest.mark.parametrize(
        ("ref", "pointer", "title"),
        [
            ("#/components/schemas/Owner/properties/a~1b", "/components/schemas/Owner/properties/a~1b", "slash"),
            ("#/components/schemas/Owner/properties/a~0b", "/components/schemas/Owner/properties/a~0b", "tilde"),
            ("#/components/schemas/Owner/properties/a%20b", "/components/schemas/Owner/properties/a b", "space"),
            ("#/components/schemas/List/oneOf/1", "/components/schemas/List/oneOf/1", "second"),
            ("#here", "/components/schemas/Named", "anchored"),
            # through a reference
            (
                "#/components/schemas/Pet/properties/owner/properties/a~1b",
                "/components/schemas/Owner/properties/a~1b",
                "slash",
            ),
            (
                "#/components/schemas/Alias/properties/owner/properties/a~0b",
                "/components/schemas/Owner/properties/a~0b",
                "tilde",
            ),
        ],
    )
    def test_found(self, tmp_path: Path, ref: str, pointer: str, title: str) -> None:
        subject = document(tmp_path, COMPONENTS)
        value, origin = subject.resolve(ref, subject.origin())
        assert (value["title"], origin) == (title, Origin(subject.file, pointer))

    def test_the_file_by_its_own_name(self, tmp_path: Path) -> None:
        subject = document(tmp_path, COMPONENTS)
        value, origin = subject.resolve("openapi.yaml#/components/schemas/Named", subject.origin())
        assert value["title"] == "anchored"
        assert origin.file == subject.file
        assert subject.files() == (subject.file,)

    def test_one_step_at_a_time_and_all_the_way(self, tmp_path: Path) -> None:
        subject = document(tmp_path, MINIMAL + "a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {end: true}\n")
        value, origin = subject.resolve("#/b", subject.origin().child("a"))
        assert (value, origin.pointer) == ({"$ref": "#/c"}, "/b")
        value, origin = subject.follow(subject.data["a"], subject.origin().child("a"))
        assert (value, origin.pointer) == ({"end": True}, "/c")

    @pytest.mark.parametrize(
        ("ref", "hint"),
        [
            ("#/components/schemas/Pett", "Did you mean '#/components/schemas/Pet'?"),
            ("#/component/schemas/Pet", "Did you mean '#/components/schemas/Pet'?"),
            ("#/components/schemas/List/oneOf/2", None),
            ("#/components/schemas/List/oneOf/01", None),
            ("#/components/schemas/List/oneOf/-1", None),
            ("#/components/schemas/List/oneOf/99999999999999999999", None),
            ("#/components/schemas/Pet/type/x", None),
            ("#nowhere", None),
        ],
    )
    def test_dangling(self, tmp_path: Path, ref: str, hint: str | None) -> None:
        subject = document(tmp_path, COMPONENTS)
        found = refused(subject, ref)
        assert (found.rule, found.hint) == ("Ref/Dangling", hint)
        assert ref in found.message

    def test_dangling_is_located_at_the_reference(self, tmp_path: Path) -> None:
        subject = document(tmp_path, MINIMAL + "a: {$ref: '#/x'}\nb: '#/x'\n")
        assert refused(subject, "#/x", subject.origin().child("a")).origin == Origin(subject.file, "/a/$ref")
        assert refused(subject, "#/x", subject.origin().child("b")).origin == Origin(subject.file, "/b")

    @pytest.mark.parametrize(
        "members",
        [
            "a: {$ref: '#/a'}",
            "a: {$ref: '#/b'}\nb: {$ref: '#/a'}",
            "a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {$ref: '#/b'}",
            "a: {$ref: '#/a/x'}",
            "a: {$ref: '#/b/x'}\nb: {$ref: '#/a/y'}",
            "a: {$ref: '#/b/x/y'}\nb: {$ref: '#/a/z/w'}",
        ],
    )
    @pytest.mark.threat("a15")
    def test_circles_end(self, tmp_path: Path, members: str) -> None:
        subject = document(tmp_path, MINIMAL + members)
        with pytest.raises(SpecwrightError) as caught:
            subject.follow(subject.data["a"], subject.origin().child("a"))
        assert caught.value.diagnostics[0].rule in ("Ref/Cycle", "Ref/Dangling")


class TestIdentifiers:
    TEXT = (
        MINIMAL
        + """
$self: https://example.com/api/openapi.yaml
components:
  schemas:
    Pet:
      $id: https://example.com/schemas/pet
      properties: {kind: {$ref: '#/$defs/kind'}, owner: {$ref: owner}, tag: {$ref: '#tag'}}
      $defs: {kind: {title: kind}, tag: {$anchor: tag, title: tag of pet}}
    Owner: {$id: https://example.com/schemas/owner, title: owner, $defs: {tag: {$anchor: tag, title: tag of owner}}}
"""
    )

    @pytest.mark.parametrize(
        ("ref", "title"),
        [
            ("#/$defs/kind", "kind"),
            ("owner", "owner"),
            ("owner#tag", "tag of owner"),
            ("#tag", "tag of pet"),
            ("https://example.com/schemas/owner", "owner"),
            ("#/components/schemas/Owner", "owner"),  # by the letter wrong, and never meant otherwise
        ],
    )
    def test_references_are_relative_to_the_nearest_id(self, tmp_path: Path, ref: str, title: str) -> None:
        subject = document(tmp_path, self.TEXT)
        at = subject.origin().child("components", "schemas", "Pet", "properties", "owner")
        assert subject.resolve(ref, at)[0]["title"] == title

    def test_the_documents_own_uri(self, tmp_path: Path) -> None:
        subject = document(tmp_path, self.TEXT)
        value, _ = subject.resolve("https://example.com/api/openapi.yaml#/info", subject.origin())
        assert value["title"] == "T"

    @pytest.mark.threat("a13")
    def test_an_unknown_id_is_not_fetched(self, tmp_path: Path) -> None:
        subject = document(tmp_path, self.TEXT)
        at = subject.origin().child("components", "schemas", "Pet", "properties", "owner")
        assert refused(subject, "nobody", at).rule == "Ref/Refused"


class TestFiles:
    def test_files_are_read_when_needed_and_relative_to_each_other(self, tmp_path: Path) -> None:
        (tmp_path / "schemas" / "more").mkdir(parents=True)
        (tmp_path / "schemas" / "pet.yaml").write_text("Pet: {$ref: 'more/owner.json#/Owner'}")
        (tmp_path / "schemas" / "more" / "owner.json").write_text('{"Owner": {"$ref": "../../openapi.yaml#/info"}}')
        subject = document(tmp_path, MINIMAL)
        assert subject.files() == (subject.file,)
        value, origin = subject.follow({"$ref": "./schemas/pet.yaml#/Pet"}, subject.origin())
        assert (value, origin) == (subject.data["info"], Origin(subject.file, "/info"))
        folder = tmp_path.as_posix()
        assert subject.files()[1:] == (f"{folder}/schemas/pet.yaml", f"{folder}/schemas/more/owner.json")
        assert set(subject.sources()) == set(subject.files())

    def test_whole_file_and_encoded_name(self, tmp_path: Path) -> None:
        (tmp_path / "a pet.yaml").write_text("title: whole")
        subject = document(tmp_path, MINIMAL)
        assert subject.resolve("a%20pet.yaml", subject.origin())[0] == {"title": "whole"}
        assert subject.resolve("./a%20pet.yaml#", subject.origin())[0] == {"title": "whole"}

    def test_names_are_relative_to_the_working_folder_when_the_entry_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "api").mkdir()
        (tmp_path / "api" / "openapi.yaml").write_text(MINIMAL)
        (tmp_path / "api" / "pet.yaml").write_text("title: pet")
        monkeypatch.chdir(tmp_path)
        subject = load(Path("api/openapi.yaml"), diagnostics=Diagnostics())
        _, origin = subject.resolve("pet.yaml", subject.origin())
        assert origin == Origin("api/pet.yaml", "")

    @pytest.mark.parametrize(
        "ref",
        [
            "http://example.com/a.yaml",
            "https://example.com/a.yaml#/x",
            "HTTP://example.com/a.yaml",
            "//example.com/a.yaml",
            "file:///etc/passwd",
            "file:pet.yaml",
            "ftp://example.com/a.yaml",
            "data:application/json,{}",
            "urn:example:pet",
            "jar:file:x.yaml",
            "/etc/passwd",
            "/etc/hosts.yaml",
            "../outside.yaml",
            "../openapi/../../outside.yaml",
            "%2e%2e/outside.yaml",
            "sub/../../outside.yaml",
            "pet.yaml?x=1",
            "pet.txt",
            ".env",
            ".hidden/pet.yaml",
            "pet\0.yaml",
            "pet%00.yaml",
            ".",
            "http://[::1",
            "link-out.yaml",
            "folder-out/outside.yaml",
            "link-env.yaml",
            "loop.yaml",
        ],
    )
    @pytest.mark.threat("a13")
    def test_refused(self, tmp_path: Path, ref: str) -> None:
        folder = tmp_path / "openapi"
        folder.mkdir()
        (tmp_path / "outside.yaml").write_text("secret: 1")
        (folder / ".env").write_text("SECRET: 1")
        (folder / "pet.yaml").write_text("title: pet")
        (folder / "pet.txt").write_text("title: pet")
        (folder / "link-out.yaml").symlink_to(tmp_path / "outside.yaml")
        (folder / "link-env.yaml").symlink_to(folder / ".env")
        (folder / "folder-out").symlink_to(tmp_path)
        (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
        subject = document(folder, MINIMAL)
        found = refused(subject, ref)
        assert found.rule == "Ref/Refused"
        assert "ecret" not in found.message.lower()
        assert subject.files() == (subject.file,)

    def test_a_link_inside_the_folder_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "pet.yaml").write_text("title: pet")
        (tmp_path / "link.yaml").symlink_to("pet.yaml")
        subject = document(tmp_path, MINIMAL)
        _, origin = subject.resolve("link.yaml", subject.origin())
        assert origin.file.endswith("/pet.yaml")

    def test_a_missing_file_and_a_pipe_are_dangling(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        subject = document(tmp_path, MINIMAL)
        for ref in ("missing.yaml", "pipe.yaml", "missing.yaml#/x"):
            assert refused(subject, ref).rule == "Ref/Dangling"

    @pytest.mark.threat("a14")
    def test_a_file_that_is_no_document_is_not_quoted(self, tmp_path: Path) -> None:
        (tmp_path / "keys.yaml").write_text("ok: 1\npassword: [hunter2\n")
        subject = document(tmp_path, MINIMAL)
        found = refused(subject, "keys.yaml#/x")
        assert found.position is not None
        assert (found.position.file, found.position.line) == (f"{tmp_path.as_posix()}/keys.yaml", 3)
        assert "hunter2" not in repr(found)

    @pytest.mark.threat("a16")
    def test_each_file_has_its_budget_and_all_have_one(self, tmp_path: Path) -> None:
        for n in range(4):
            (tmp_path / f"f{n}.yaml").write_text(f"v: {n}\n")
        path = tmp_path / "openapi.yaml"
        path.write_text(MINIMAL)
        size = len(MINIMAL)
        subject = load(path, limits=Limits(files=3), diagnostics=Diagnostics())
        subject.resolve("f0.yaml", subject.origin())
        subject.resolve("f1.yaml", subject.origin())
        assert "files" in refused(subject, "f2.yaml").message
        subject = load(path, limits=Limits(total_bytes=size + 8), diagnostics=Diagnostics())
        subject.resolve("f0.yaml", subject.origin())
        assert "bytes" in refused(subject, "f1.yaml").message
        subject = load(path, limits=Limits(file_bytes=size), diagnostics=Diagnostics())
        (tmp_path / "big.yaml").write_text("x" * (size + 1))
        assert refused(subject, "big.yaml").rule == "Limit/FileBytes"


def test_references_are_checked_in_every_file(tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(
        "get:\n  responses:\n    '200': {description: ok, content: {application/json: {schema: {$ref: 'nope.yaml'}}}}\n"
    )
    subject = document(tmp_path, MINIMAL.replace("paths: {}", "paths: {/pets: {$ref: pets.yaml}}"))
    (found,) = findings_of(subject)
    assert found.rule == "Ref/Dangling"
    assert found.origin == Origin(
        f"{tmp_path.as_posix()}/pets.yaml", "/get/responses/200/content/application~1json/schema/$ref"
    )


def test_data_that_looks_like_a_reference_is_not_one(tmp_path: Path) -> None:
    text = (
        MINIMAL
        + """
x-ext: {$ref: '#/nowhere'}
components:
  schemas:
    A:
      type: object
      example: {$ref: '#/nowhere'}
      default: {$ref: '#/nowhere'}
      enum: [{$ref: '#/nowhere'}]
      const: {$ref: '#/nowhere'}
      examples: [{$ref: '#/nowhere'}]
      properties:
        $ref: {type: string}
        example: {$ref: '#/components/schemas/Missing'}
  examples: {e: {value: {$ref: '#/nowhere'}}}
"""
    )
    assert [r for r in rules(findings_of(document(tmp_path, text))) if r[1].startswith("Ref")] == [
        ("ERROR", "Ref/Dangling", "/components/schemas/A/properties/example/$ref")
    ]
