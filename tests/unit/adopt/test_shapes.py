"""Shapes that published SDKs have: large ones, old ones, and those that people have worked on by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.adopt import Adopted, adopt, open_package
from specwright.diagnostics import Diagnostics
from specwright.spec import load

SPEC = """\
openapi: 3.1.0
info: {title: Zoo, version: 1.0.0}
paths:
  /animals:
    get:
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/NewAnimal"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
  /animals/{id}/photo:
    get: {responses: {"200": {description: ok, content: {application/json: {schema: {type: string}}}}}}
  /animals/{id}/visit:
    put:
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Visit"}}}}}
  /animals/{id}/food:
    get:
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/F"}}}}}
components:
  schemas:
    A: {type: object, properties: {id: {type: string}, kind: {enum: [cat]}}}
    F: {type: object, properties: {id: {type: string}, kind: {enum: [fish]}}}
    NewAnimal: {type: object, properties: {name: {type: string}, cage: {$ref: "#/components/schemas/Cage"}}}
    Cage: {type: object, properties: {width: {type: integer}}}
    Visit:
      type: object
      required: [id, guide, model_name, data, left, note]
      properties:
        id: {type: string}
        guide: {type: string}
        model_name: {type: string}
        data: {type: array, items: {type: string}}
        left: {anyOf: [{type: string}, {type: "null"}]}
        note: {anyOf: [{type: string}, {type: "null"}]}
        pay:
          oneOf:
            - {$ref: "#/components/schemas/CardPayment"}
            - {type: object, nullable: true, oneOf: [{$ref: "#/components/schemas/CashPayment"}]}
            - {$ref: "#/components/schemas/Voucher"}
    CardPayment: {type: object, required: [by], properties: {by: {const: card}, number: {type: string}}}
    CashPayment: {type: object, required: [by], properties: {by: {const: cash}, coins: {type: string}}}
    Voucher: {type: object, required: [by], properties: {by: {const: voucher}, code: {type: string}}}
"""

CLIENT = """\
from .resources.animals import AnimalsResource

class Zoo(SyncAPIClient):
    @cached_property
    def animals(self) -> AnimalsResource:
        return AnimalsResource(self)
"""

ANIMALS = """\
# File generated
from ...types.animals import Animal, animal_create_params
from .food import FoodResource

class AnimalsResource(SyncAPIResource):
    @cached_property
    def food(self) -> FoodResource:
        return FoodResource(self._client)

    def list(self) -> Animal:
        return self._get("/animals", cast_to=Animal)

    def create(self, *, name: str) -> Animal:
        body = maybe_transform({"name": name}, animal_create_params.AnimalCreateParams)
        return self._post("/animals", body=body, cast_to=Animal)
"""

FOOD = """\
# File generated
class FoodResource(SyncAPIResource):
    def list(self, id: str) -> Food:
        return self._get(f"/animals/{id}/food", cast_to=Food)
"""

MORE = """
    @typing_extensions.deprecated("Photos are gone.")
    def photo(self, id: str) -> BinaryAPIResponse:
        extra_headers = {"Accept": "image/png", **(extra_headers or {})}
        return self._get(f"/animals/{id}/photo", cast_to=BinaryAPIResponse)

    def visit(self, id: str) -> Visit:
        return self._put(f"/animals/{id}/visit", cast_to=Visit)
"""

VISIT = """\
# File generated
class PayCard(BaseModel):
    by: Literal["card"]
    number: Optional[str] = None

class PayCash(BaseModel):
    by: Literal["cash"]
    coins: Optional[str] = None

class PayTicket(BaseModel):
    by: Literal["voucher"]
    code: Optional[str] = None

Pay: TypeAlias = Annotated[Union[PayCard, PayCash, PayTicket], PropertyInfo(discriminator="by")]

class Visit(BaseModel):
    id: str
    visit_model: str = FieldInfo(alias="model_name")
    data: List[str]
    guide: Optional[str] = None
    left: Optional[str] = None
    note: Optional[str] = None
    pay: Optional[Pay] = None
"""

PAGES = """\
class SyncPage(BasePage[_T]):
    data: List[_T]

    def _get_page_items(self) -> List[_T]:
        return self.data

    def next_page_info(self) -> None:
        return None
"""

PARAMS = """\
# File generated
from .cage_param import CageParam

class AnimalCreateParams(TypedDict, total=False):
    name: str
    cage: CageParam
"""

API = """\
# Animals

Types:

```python
from zoo.types.animals import Animal, CageParam, Ghost, Food
```

- <code title="get /animals">client.animals.<a href="./x.py">list</a>() -> Animal</code>
- <code title="post /animals">client.animals.<a href="./x.py">create</a>() -> Animal</code>

## Food

- <code title="get /animals/{id}/food">client.animals.food.<a href="./x.py">list</a>(id) -> Food</code>
"""

FILES = {
    "__init__.py": "",
    "_client.py": CLIENT,
    "_base_client.py": "import httpx2\n",
    "resources/__init__.py": "# File generated\n",
    "resources/animals/__init__.py": "# File generated\nfrom .animals import AnimalsResource as AnimalsResource\n",
    "resources/animals/animals.py": ANIMALS,
    "resources/animals/food.py": FOOD,
    "resources/animals/api.md": API,
    "types/__init__.py": "# File generated\n",
    "types/animals/__init__.py": "# File generated\n",
    "types/animals/animal.py": '# File generated\nclass Animal(BaseModel):\n    id: str\n    kind: Literal["cat"]\n',
    "types/animals/food.py": '# File generated\nclass Food(BaseModel):\n    id: str\n    kind: Literal["fish"]\n',
    "types/animals/cage_param.py": "# File generated\nclass CageParam(TypedDict, total=False):\n    width: int\n",
    "types/animals/animal_create_params.py": PARAMS,
    "types/animals/ghost.py": "class Ghost(BaseModel):\n    id: str\n",
}


def adopted(folder: Path, changed: dict[str, str]) -> Adopted:
    """What is inferred from the zoo with some files changed; `../` leads to files beside the package."""
    for path, text in (FILES | {"../../api.md": "# [Animals](src/zoo/resources/animals/api.md)\n"} | changed).items():
        file = folder / "src" / "zoo" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    document = load(folder / "openapi.yaml", diagnostics=Diagnostics())
    return adopt(open_package(str(folder), folder), document)


def config(folder: Path, changed: dict[str, str] | None = None) -> Any:
    return yaml.safe_load(adopted(folder, changed or {}).text)


def test_an_api_md_for_each_resource(tmp_path: Path) -> None:
    animals = config(tmp_path)["resources"]["animals"]
    assert animals["standalone_api"] is True
    assert animals["methods"] == {"list": "get /animals", "create": "post /animals"}
    assert animals["subresources"]["food"]["methods"] == {"list": "get /animals/{id}/food"}


def test_a_link_that_leads_out_of_the_package_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "zoo").mkdir()
    (tmp_path / "secret.md").write_text(API, encoding="utf-8")
    found = adopted(tmp_path / "zoo", {"../../api.md": "# [Animals](../secret.md)\n"})
    assert found.methods == 0


def test_types_that_differ_in_one_value_are_not_mixed_up(tmp_path: Path) -> None:
    models = config(tmp_path)["resources"]["animals"]["models"]
    assert (models["animal"], models["food"]) == ("A", "F")


def test_a_type_that_only_requests_have_may_be_called_param(tmp_path: Path) -> None:
    models = config(tmp_path)["resources"]["animals"]["models"]
    assert models["cage_param"] == {"openapi_uri": "Cage", "no_params_suffix": True}


def test_a_method_that_only_api_md_has_an_endpoint_for(tmp_path: Path) -> None:
    line = '- <code title="put /animals/{id}/visit">client.keepers.<a href="./x.py">visit</a>(id) -> Visit</code>\n'
    line += line.replace("visit<", "leave<").replace("put /", "delete /")
    found = adopted(tmp_path, {"../../api.md": f"# [Animals](src/zoo/resources/animals/api.md)\n\n# Keepers\n\n{line}"})
    assert yaml.safe_load(found.text)["resources"]["keepers"]["methods"] == {"visit": "put /animals/{id}/visit"}
    assert "api.md: what method `keepers.visit` takes: its code calls no endpoint" in found.unsure
    assert "api.md: method `keepers.leave`: `delete /animals/{id}/visit` is not in the document" in found.unsure


def test_a_resource_that_is_reached_in_two_ways(tmp_path: Path) -> None:
    again = CLIENT.replace("def animals", "def beasts")[CLIENT.index("    @cached") :]
    found = adopted(tmp_path, {"_client.py": CLIENT + "\n" + again.replace("AnimalsResource(self)", "X(self)")})
    assert "beasts" not in yaml.safe_load(found.text)["resources"]
    assert any("resource `beasts`, another way to `animals`" in line for line in found.by_hand)


def test_another_name_of_a_model(tmp_path: Path) -> None:
    pet = "# File generated\nfrom .animal import Animal\n\nPet = Animal\n"
    listed = {"resources/animals/api.md": API.replace("import Animal,", "import Pet, Animal,")}
    models = config(tmp_path, listed | {"types/animals/pet.py": pet})["resources"]["animals"]["models"]
    assert models["pet"] == {"type": "alias", "to": "animals.animal"}


def test_types_by_hand_are_no_models(tmp_path: Path) -> None:
    found = adopted(tmp_path, {})
    assert "ghost" not in yaml.safe_load(found.text)["resources"]["animals"]["models"]
    assert "zoo/types/animals/ghost.py: file" in found.by_hand


def test_the_http_library(tmp_path: Path) -> None:
    assert config(tmp_path)["targets"]["python"]["http_library"] == "httpx2"


def test_what_only_the_types_and_methods_tell(tmp_path: Path) -> None:
    changed = {
        "resources/animals/animals.py": ANIMALS.replace("import Animal,", "import Animal, Visit,") + MORE,
        "types/animals/__init__.py": "# File generated\nfrom .visit import Visit as Visit\n",
        "types/animals/visit.py": VISIT,
        "pagination.py": PAGES,
    }
    lines = [f'- <code title="x">client.animals.<a href="./x.py">{name}</a>()</code>\n' for name in ("photo", "visit")]
    found = config(tmp_path, changed | {"resources/animals/api.md": API.replace("## Food", "".join(lines) + "## Food")})
    methods = found["resources"]["animals"]["methods"]
    assert methods["photo"]["deprecated"] == "Photos are gone."
    # Its list could be taken for a page's items.
    assert methods["visit"] == {"endpoint": "put /animals/{id}/visit", "paginated": False}
    assert found["targets"]["python"]["nullable_fields"] == "optional"
    assert found["targets"]["python"]["union_arms"] == "tags"
    visit = "$['components']['schemas']['Visit']"
    photo = "$['paths']['/animals/{id}/photo']['get']['responses']['200']['content']"
    assert [(command["command"], command["args"]) for command in found["openapi"]["transforms"]] == [
        ("remove", {"target": f"{visit}['required']", "keys": ["guide"]}),
        (
            "merge",
            {
                "target": f"{visit}['properties']['model_name']",
                "value": {"x-stainless-naming": {"python": {"property_name": "visit_model"}}},
            },
        ),
        (
            "merge",
            {
                "target": f"{visit}['properties']['pay']['oneOf'][2]",
                "value": {"x-stainless-variantName": "Ticket"},
            },
        ),
        ("update", {"target": photo, "value": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}),
    ]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (
            {
                "_client.py": "from .resources import animals\n\n"
                "class Zoo(SyncAPIClient):\n    animals: animals.AnimalsResource\n"
            },
            "attributes instead of properties",
        ),
        ({"resources/animals.py": "# a leftover\n"}, "a package goes before a module of the same name"),
        (
            {
                "resources/animals/__init__.py": "from .animals import AnimalsResource as _Animals\n\n"
                "class AnimalsResource(_Animals):\n    pass\n"
            },
            "a class that adds nothing",
        ),
        (
            {
                "resources/animals/animals.py": ANIMALS.replace("from .food", "from . import food_ as food\nfrom .food")
                .replace("from .food import FoodResource\n", "")
                .replace("-> FoodResource", "-> food.FoodResource"),
                "resources/animals/food_.py": FOOD,
            },
            "a module imported under another name",
        ),
    ],
)
def test_how_resources_are_found(tmp_path: Path, files: dict[str, str], why: str) -> None:
    animals = config(tmp_path, files)["resources"]["animals"]
    assert len(animals["methods"]) == 2, why
    assert "list" in animals["subresources"]["food"]["methods"], why
