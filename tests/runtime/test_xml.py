"""XML bodies: written from data, and read by the declared type."""

# Annotations as generated models write them.
# ruff: noqa: UP006, UP007, UP035, UP045

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Union
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from runtime._models import BaseModel, DecodeError, construct_type
from runtime._xml import from_xml, to_xml


class Tag(BaseModel):
    id: Optional[int] = None
    name: Optional[str] = None


class Pet(BaseModel):
    id: int
    name: str
    photo_urls: List[str] = Field(alias="photoUrls")
    tags: Optional[List[Tag]] = None
    weight: Optional[float] = None
    sold: Optional[bool] = None
    status: Optional[Literal["available", "sold"]] = None
    owner: Optional[Union[Tag, str]] = None
    labels: Optional[Dict[str, int]] = None


def read(text: str | bytes, type_: Any = Pet) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return construct_type(type_=type_, value=from_xml(data, type_))


def test_a_body_is_written_and_read_back() -> None:
    body = {
        "id": 1,
        "name": '<Rex> & "co" ü',
        "photoUrls": ["a", "b"],
        "tags": [{"id": 1, "name": "x"}, {"id": 2}],
        "weight": 1.5,
        "sold": True,
        "status": "sold",
        "labels": {"n": 3},
        "owner": None,
    }
    text = to_xml(body, root="Pet")
    assert text.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<Pet><id>1</id><name>&lt;Rex&gt; &amp;")
    assert read(text).to_dict() == {key: value for key, value in body.items() if value is not None}


def test_attributes_text_lists_and_scalars() -> None:
    assert to_xml({"@id": 5, "#text": "x"}, root="a").endswith(b'<a id="5">x</a>')
    assert to_xml([1, {"b": 2}], root="a").endswith(b"<a><item>1</item><item><b>2</b></item></a>")
    assert to_xml("x", root="a").endswith(b"<a>x</a>")
    assert to_xml(Tag.construct(id=1), root="Tag").endswith(b"<Tag><id>1</id></Tag>")


@pytest.mark.parametrize(
    "text",
    [
        "<Pet><photoUrls>a</photoUrls><photoUrls>b</photoUrls></Pet>",
        "<Pet><photoUrls><photoUrl>a</photoUrl><photoUrl>b</photoUrl></photoUrls></Pet>",
        "<p:Pet xmlns:p='urn:x'><p:photoUrls>a</p:photoUrls><p:photoUrls>b</p:photoUrls></p:Pet>",
    ],
)
def test_lists_may_be_wrapped_and_namespaces_used(text: str) -> None:
    assert read(text).photo_urls == ["a", "b"]


def test_lists_of_one_and_of_none() -> None:
    assert read("<Pet><photoUrls>a</photoUrls></Pet>").photo_urls == ["a"]
    assert read("<Pet><photoUrls/></Pet>").photo_urls == []
    assert read("<Pet><tags><id>1</id></tags></Pet>").tags == [Tag(id=1)]
    assert read("<Pet><tags><tag><id>1</id></tag></tags></Pet>").tags == [Tag(id=1)]
    assert read("<pets><pet><id>1</id></pet></pets>", List[Tag]) == [Tag(id=1)]


def test_scalars_are_read_by_their_type() -> None:
    pet = read("<Pet id='7'><weight> 2 </weight><sold>1</sold><name>12</name><status>sold</status></Pet>")
    assert (pet.id, pet.weight, pet.sold, pet.name, pet.status) == (7, 2.0, True, "12", "sold")
    assert read("<Pet><id>x</id><sold>maybe</sold></Pet>").to_dict(warnings=False) == {"id": "x", "sold": "maybe"}


def test_nil_unions_maps_and_unknown_elements() -> None:
    nil = "<Pet xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><weight i:nil='true'/></Pet>"
    assert read(nil).to_dict() == {"weight": None}
    assert read("<Pet><owner>Ann</owner></Pet>").owner == "Ann"
    assert read("<Pet><owner><name>Ann</name></owner></Pet>").owner == Tag(name="Ann")
    assert read("<Pet><labels><a>1</a><b>2</b></labels></Pet>").labels == {"a": 1, "b": 2}
    assert read("<Pet><x a='1'><y>1</y><y>2</y></x></Pet>").x == {"@a": "1", "y": ["1", "2"]}
    assert read("<a/>", object) == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<a>",
        b"<a></b>",
        b"\xff\xfe",
        b"<?xml version='1.0' encoding='nowhere'?><a/>",
        b"<a>&undefined;</a>",
        b"<!DOCTYPE a><a/>",
        b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>",
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_hostile_and_broken_documents_are_one_error(body: bytes) -> None:
    for type_ in (Pet, object):
        with pytest.raises(DecodeError) as caught:
            from_xml(body, type_)
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", ["", "a b", "1a", "a>", "a/><b", "a:b:c", "a='1'", "é\n", "-a"])
def test_keys_that_are_no_xml_names_are_refused(name: str) -> None:
    for body in ({name: 1}, {"@" + name: 1}):
        with pytest.raises(ValueError, match="XML name"):
            to_xml(body, root="a")
    with pytest.raises(ValueError, match="XML name"):
        to_xml({}, root=name)


def test_characters_that_xml_cannot_hold_are_refused() -> None:
    for text in ("\0", "\x0b", "\ufffe", "\ud800"):
        with pytest.raises(ValueError, match="XML cannot hold"):
            to_xml({"a": text}, root="a")


@given(st.text())
def test_any_text_arrives_or_is_refused(text: str) -> None:
    try:
        document = to_xml({"a": text}, root="r")
    except ValueError:
        return
    assert len(ElementTree.fromstring(document)) == 1
    # XML reads each line end as a line feed (XML 1.0, section 2.11).
    assert from_xml(document, Dict[str, str])["a"] == text.replace("\r\n", "\n").replace("\r", "\n")
