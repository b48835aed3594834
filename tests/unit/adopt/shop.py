"""A small published SDK, written by hand for these tests, and the document it could have been made from."""

from __future__ import annotations

from pathlib import Path

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
servers: [{url: https://api.shop.example}]
security: [{key: []}]
paths:
  /status:
    get:
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Health"}}}}
  /orders:
    get:
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {$ref: "#/components/schemas/PurchaseOrder"}}
                  next: {type: string}
  /orders/{orderId}/items/{itemId}:
    get:
      parameters:
        - {name: orderId, in: path, required: true, schema: {type: string}}
        - {name: itemId, in: path, required: true, schema: {type: string}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}}}
  /payments:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                method: {oneOf: [{$ref: "#/components/schemas/ByCard"}, {$ref: "#/components/schemas/Transfer"}]}
                amount: {$ref: "#/components/schemas/Price"}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Receipt"}}}}
    get:
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Receipt"}}}}
  /tags:
    put:
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {"204": {description: ok}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Health: {type: object, properties: {ok: {type: boolean}}}
    PurchaseOrder: {type: object, properties: {id: {type: string}, placedAt: {type: string}}}
    Item: {type: object, properties: {sku: {type: string}}}
    ByCard: {type: object, properties: {kind: {enum: [card]}, number: {type: string}}}
    Transfer: {type: object, properties: {kind: {enum: [transfer]}, number: {type: string}}}
    Price: {type: object, properties: {cents: {type: integer}}}
    Record: {type: object, properties: {id: {type: string}}}
    Receipt:
      allOf: [{$ref: "#/components/schemas/Record"}, {type: object, properties: {total: {type: integer}}}]
      required: [total]
    Money: {type: object, properties: {amount: {type: integer}, currency: {type: string}}}
"""

_CLIENT = """\
# generated
import os
from ._base_client import SyncAPIClient
from ._qs import Querystring
from .resources.orders.orders import OrdersResource

ENVIRONMENTS = {"production": "https://api.shop.example", "sandbox": "https://sandbox.shop.example"}


class Shop(SyncAPIClient):
    def __init__(
        self, *, api_key: str | None = None, tenant: str | None = None, base_url: str | None = None, timeout: float = 1
    ) -> None:
        if api_key is None:
            api_key = os.environ.get("SHOP_API_KEY")
        if api_key is None:
            raise ValueError("api_key")
        if tenant is None:
            tenant = os.environ.get("SHOP_TENANT")
        if base_url is None:
            base_url = os.environ.get("SHOP_BASE_URL")
        self._idempotency_header = "Idempotency-Key"

    @cached_property
    def orders(self) -> OrdersResource:
        from .resources.orders import OrdersResource

        return OrdersResource(self)

    @property
    def qs(self) -> Querystring:
        return Querystring(array_format="repeat")

    @property
    def auth_headers(self) -> dict[str, str]:
        return {"X-Key": self.api_key}

    @property
    def default_headers(self) -> dict[str, str]:
        return {"X-Tenant": self.tenant}

    def status(self) -> Health:
        return self.get("/status", cast_to=Health)
"""

_ORDERS = """\
# generated
from ...types import Order, order_pay_params
from ...types.bill import Bill
from ...types.order_bill_response import OrderBillResponse
from ..._resource import SyncAPIResource
from .items import ItemsResource


class OrdersResource(SyncAPIResource):
    @cached_property
    def items(self) -> ItemsResource:
        return ItemsResource(self._client)

    def list(self, *, cursor: str | Omit = omit) -> SyncNextPage[Order]:
        return self._get_api_list("/orders", page=SyncNextPage[Order], model=Order)

    def tag(self, *, tags: SequenceNotStr[str]) -> None:
        return self._put("/tags", body=maybe_transform(tags, order_tag_params.OrderTagParams), cast_to=NoneType)

    def pay(self, *, method: order_pay_params.Method | Omit = omit, timeout: float | None = None) -> Bill:
        if not is_given(timeout) and self._client.timeout == DEFAULT_TIMEOUT:
            timeout = 90
        body = maybe_transform({"method": method}, order_pay_params.OrderPayParams)
        return self._post("/payments", body=maybe_transform(body, order_pay_params.OrderPayParams), cast_to=Bill)

    def bill(self) -> OrderBillResponse:
        return self._get("/payments", cast_to=OrderBillResponse)

    def print_all(self) -> None:
        for order in self.list():
            print(order)
"""

_ITEMS = """\
# generated
from ..._resource import SyncAPIResource


class ItemsResource(SyncAPIResource):
    def retrieve(self, order_id: str, item_id: str) -> Item:
        return self._get(path_template("/orders/{order_id}/items/{item_id}", order_id=order_id, item_id=item_id))
"""

_PAGES = """\
# generated
class SyncNextPage(BaseSyncPage[_T], BasePage[_T], Generic[_T]):
    data: List[_T]
    next: Optional[str] = None

    def _get_page_items(self) -> List[_T]:
        return self.data or []

    def next_page_info(self) -> Optional[PageInfo]:
        if not self.next:
            return None
        return PageInfo(params={"cursor": self.next})
"""

_API_MD = """\
# Shared Types

```python
from shop.types import Money
```

# Shop

Types:

```python
from shop.types import Health
```

- <code title="get /status">client.<a href="./src/shop/_client.py">status</a>() -> Health</code>

# Orders

Types:

```python
from shop.types import Order, Bill, CardPayment, Cash, Sum, Entry, OrderBillResponse
```

- <code title="get /orders">client.orders.<a href="./src/shop/resources/orders/orders.py">list</a>() -> Page</code>
- <code title="post /payments">client.orders.<a href="./src/shop/resources/orders/orders.py">pay</a>() -> Bill</code>
- <code title="get /payments">client.orders.<a href="./src/shop/resources/orders/orders.py">bill</a>() -> X</code>
- <code title="put /tags">client.orders.<a href="./src/shop/resources/orders/orders.py">tag</a>() -> None</code>

## Items

Types:

```python
from shop.types.orders import (
    Item,
    Unknown,
)
```

- <code title="get /x">client.orders.items.<a href="./src/shop/resources/orders/items.py">retrieve</a>() -> Item</code>
"""

_PYPROJECT = """\
[project]
name = "shop-sdk"
version = "3.2.1"
license = "MIT"
authors = [{ name = "Shop", email = "help@shop.example" }]

[project.urls]
Repository = "https://github.com/shop/shop-python"
"""

_PAY_PARAMS = """\
from .cash_param import CashParam
from .sum_param import SumParam
from .card_payment_param import CardPaymentParam

Method: TypeAlias = Union[CardPaymentParam, CashParam]


class OrderPayParams(TypedDict, total=False):
    method: Required[Method]
    amount: SumParam
"""

_BILL = """\
class OrderBillResponse(BaseModel):
    id: str
    total: Optional[int] = None
"""

_VARIANT = """\
class {}Param(TypedDict, total=False):
    kind: Literal["{}"]
    number: str
"""

_PACKAGE = {
    "__init__.py": 'raise RuntimeError("must not be imported")\n',
    "_client.py": _CLIENT,
    "_constants.py": "DEFAULT_TIMEOUT = httpx.Timeout(timeout=600, connect=5.0)\nDEFAULT_MAX_RETRIES = 5\n",
    "_resource.py": "class SyncAPIResource: ...\n",
    "_qs.py": "class Querystring: ...\n",
    "pagination.py": _PAGES,
    "resources/orders/__init__.py": "from .orders import OrdersResource\n",
    "resources/orders/orders.py": _ORDERS,
    "resources/orders/items.py": _ITEMS,
    "resources/orders/extra.py": "# ours\n",
    "types/__init__.py": "",
    "types/health.py": "class Health(BaseModel):\n    ok: bool\n",
    "types/order.py": 'class Order(BaseModel):\n    id: str\n    placed_at: str = FieldInfo(alias="placedAt")\n',
    "types/bill.py": "from .entry import Entry\n\n\nclass Bill(Entry):\n    total: Optional[int] = None\n",
    "types/entry.py": "class Entry(BaseModel):\n    id: str\n",
    "types/order_bill_response.py": _BILL,
    "types/order_pay_params.py": _PAY_PARAMS,
    "types/card_payment_param.py": _VARIANT.format("CardPayment", "card"),
    "types/cash_param.py": _VARIANT.format("Cash", "transfer"),
    "types/sum_param.py": "class SumParam(TypedDict, total=False):\n    cents: int\n",
    "types/orders/__init__.py": "",
    "types/orders/item.py": "class Item(BaseModel):\n    sku: str\n",
    "types/orders/unknown.py": "class Unknown(BaseModel):\n    nothing: str\n    like: str\n    it: str\n",
    "types/shared/__init__.py": "",
    "types/shared/money.py": "class Money(BaseModel):\n    amount: int\n    currency: str\n",
    "lib/helpers.py": "",
}


def write_shop(folder: Path, *, api_md: bool = True) -> Path:
    """The checkout of the SDK, in a new folder."""
    root = folder / "shop-sdk-3.2.1"
    files = {f"src/shop/{path}": text for path, text in _PACKAGE.items()} | {"pyproject.toml": _PYPROJECT}
    for path, text in (files | ({"api.md": _API_MD} if api_md else {})).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    return root
