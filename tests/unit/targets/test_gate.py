from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specwright.diagnostics import SpecwrightError
from specwright.targets.python.format import format_files
from specwright.targets.python.gate import check_files, find_problem, vocabulary
from specwright.targets.python.quoting import Ident, Token
from specwright.targets.python.type_files import type_files

from .apis import OPERATION, STRING, alias, api, literal, member, names_of, operation, param, record, ref, union

ALLOWED = vocabulary() | {"x", "Thing", "types"}


@pytest.mark.parametrize(
    "text",
    [
        "x = 1 +\n",
        "return 1\n",
        "x = '\0'\n",
        "x = hostile\n",
        "x = str.hostile_attribute\n",
        "hostile(1)\n",
        "eval('1')\n",
        "__import__('os').system('hostile')\n",
        "import os\n",
        "import hostile_module\n",
        "from .hostile_module import str\n",
        "from . import str as hostile_name\n",
        "import types.hostile_module as x\n",
        "def hostile_function(): ...\n",
        "def str():\n    def x():\n        return hostile\n",
        "class HostileClass: ...\n",
        "class Thing:\n    x: hostile\n",
        "from __future__ import annotations\nclass Thing:\n    x: hostile()\n",
        "def str(hostile_argument): ...\n",
        "def str(x: hostile): ...\n",
        "x = lambda: hostile\n",
        "x = [hostile for x in ()]\n",
        "try: ...\nexcept ValueError as hostile_name: ...\n",
    ],
)
@pytest.mark.threat("a01")
def test_a_file_that_no_template_writes_is_refused(text: str) -> None:
    assert find_problem("x.py", text, ALLOWED) is not None
    with pytest.raises(SpecwrightError, match=r"`x\.py` was not written"):
        check_files({"x.py": text}, ["x", "Thing", "types"])


@pytest.mark.parametrize("name", ["open", "eval", "os"])
def test_an_api_may_have_a_property_of_an_unsafe_name(name: str) -> None:
    text = f"class Thing:\n    {name}: str = ''\n"
    assert find_problem("x.py", text, ALLOWED) is not None
    assert find_problem("x.py", text, ALLOWED | {name}) is None


@pytest.mark.parametrize("text", ['x = "hostile()"\n', '"""hostile"""\n', "x: Thing\n", "# nothing\n", ""])
def test_text_in_strings_passes(text: str) -> None:
    assert find_problem("x.py", text, ALLOWED) is None


def test_other_files_are_not_looked_at() -> None:
    check_files({"README.md": "hostile(1)"}, [])


@pytest.mark.threat("a05", "a11")
def test_what_is_no_identifier_cannot_become_one() -> None:
    for text in ("a b", "1a", "class", "", "a.b", "x\n"):
        with pytest.raises(ValueError, match="no identifier"):
            Ident(text)
    assert isinstance(Ident("fine"), Token)


WORDS = st.text(alphabet=st.characters() | st.sampled_from("\"'\\\n\r{}%#()=:;, \u2028"), max_size=30)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(WORDS, min_size=14, max_size=14))
@pytest.mark.threat("a01")
def test_no_text_of_a_document_gets_out_of_its_string(words: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m, n, o = words
    thing = record(
        "Thing", member(a, literal(b, c), doc=d), member(f"{e}!", ref("inline"), doc=f), name=g or "x", doc=h
    )
    inline = record("inline", member(i), owner="Thing", place=(j, k))
    either = alias("Either", union(ref("Thing"), STRING), name=m or "y", doc=n)
    call = operation(OPERATION, params=[param(o, doc=a)], body=[member(b, ref("Either"))], result=ref("Thing"))
    made = api(thing, inline, either, operations=[call], name=c or "acme")
    names = names_of(made)
    files = format_files({part.path: part.make() for part in type_files(made, names)})
    check_files(files, names.identifiers())
    assert all(Path(path).name.isascii() and len(Path(path).name) <= 100 for path in files)
    assert len({path.casefold() for path in files}) == len(files)


@pytest.mark.threat("a02")
def test_a_template_cannot_print_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from specwright.targets.python import environment

    (tmp_path / "x.j2").write_text("{{ value }}")
    environment.environment.cache_clear()
    monkeypatch.setattr(environment, "templates_folder", lambda: tmp_path)
    try:
        assert environment.render("x.j2", value=Ident("fine")) == "fine"
        with pytest.raises(environment.UnquotedText, match="a template prints str"):
            environment.render("x.j2", value="text")
        with pytest.raises(environment.UnquotedText):
            environment.render("x.j2", value=1)
    finally:
        environment.environment.cache_clear()
