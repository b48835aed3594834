"""What a published package does with events of streams and webhooks, and the calls that its README shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.adopt import Adopted, adopt, open_package
from specwright.diagnostics import Diagnostics
from specwright.spec import load

from .shop import write_shop

STREAM = """# File generated
class Stream:
    def __stream__(self):
        for sse in self._iter_events():
{body}
"""
DATA = """            if sse.data.startswith("[DONE]"):
                break
            data = sse.json()
            if is_mapping(data) and data.get("fault"):
                raise APIError(body=data["fault"])
            yield process_data(data=data)
"""
NAMES = """            if sse.event == "ping":
                continue
            if sse.event == "error":
                raise self._client._make_status_error(sse.data)
            if sse.event is None or sse.event in ("start", "stop"):
                yield process_data(data=sse.json())
"""
README = """# Shop
## Usage
```python
item = client.orders.items.with_raw_response.retrieve("o_1", "i_1")
print(item.sku)
```
## Handling errors
```python
this is no Python
```
```python
client.orders.with_options(max_retries=2).pay(method="card", note=b"bytes", count=1 + x)
```
## Pagination
```python
for order in client.orders.list(cursor="c"):
    print(order)
```
"""


def adopted(tmp_path: Path, files: dict[str, str]) -> Adopted:
    root = write_shop(tmp_path)
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    return adopt(open_package(str(root), tmp_path), load(tmp_path / "openapi.yaml", diagnostics=Diagnostics()))


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        (
            DATA,
            [
                {"data_starts_with": "[DONE]", "handle": "done"},
                {"kind": "fallthrough", "handle": "yield", "error_property": "fault"},
            ],
        ),
        (
            NAMES,
            [{"event_type": "error", "handle": "error"}, {"event_type": [None, "start", "stop"], "handle": "yield"}],
        ),
    ],
)
def test_events(body: str, rules: Any, tmp_path: Path) -> None:
    found = adopted(tmp_path, {"src/shop/_streaming.py": STREAM.format(body=body)})
    assert yaml.safe_load(found.text)["streaming"]["on_event"] == rules
    passed_over = [line for line in found.unsure if "_streaming.py" in line]
    assert len(passed_over) == body.count("continue")


def test_yielding_all_events_needs_no_rule(tmp_path: Path) -> None:
    body = "            yield process_data(data=sse.json())"
    found = adopted(tmp_path, {"src/shop/_streaming.py": STREAM.format(body=body)})
    assert "streaming" not in yaml.safe_load(found.text)


def test_calls_of_the_readme(tmp_path: Path) -> None:
    text = adopted(tmp_path, {"README.md": README}).text
    found = yaml.safe_load(text)["readme"]["example_requests"]
    assert found["headline"] == {
        "type": "request",
        "endpoint": "get /orders/{orderId}/items/{itemId}",
        "params": {"orderId": "o_1", "itemId": "i_1"},
        "assign_to": "item",
        "response_property": "sku",
    }
    assert found["default"] == {"type": "request", "endpoint": "post /payments", "params": {"method": "card"}}
    assert found["pagination"]["params"] == {"cursor": "c"}
    assert "headline:  # README.md, usage" in text


UNWRAP = """
    def unwrap(self, payload: str, *, headers: Mapping[str, str], key: str | None = None) -> UnwrapWebhookEvent:
        from standardwebhooks import Webhook

        if key is None:
            key = self._client.webhook_key
        Webhook(key).verify(payload, headers)
        return cast(UnwrapWebhookEvent, construct_type(type_=UnwrapWebhookEvent, value=json.loads(payload)))

    def unsafe_unwrap(self, payload: str) -> UnwrapWebhookEvent:
        return cast(UnwrapWebhookEvent, construct_type(type_=UnwrapWebhookEvent, value=json.loads(payload)))
"""
EVENT = """# File generated
UnwrapWebhookEvent: TypeAlias = Annotated[Union[Made, Gone], PropertyInfo(discriminator="kind")]
"""


def test_methods_that_decode_webhooks(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    orders = root / "src/shop/resources/orders/orders.py"
    imported = "from ...types.unwrap_webhook_event import UnwrapWebhookEvent\n"
    orders.write_text(f"# generated\n{imported}{orders.read_text()}{UNWRAP}", encoding="utf-8")
    (root / "src/shop/types/unwrap_webhook_event.py").write_text(EVENT, encoding="utf-8")
    found = adopt(open_package(str(root), tmp_path), load(tmp_path / "openapi.yaml", diagnostics=Diagnostics()))
    methods = yaml.safe_load(found.text)["resources"]["orders"]["methods"]
    assert methods["unwrap"] == {"type": "webhook_unwrap", "discriminator": "kind", "webhook_key_opt": "webhook_key"}
    assert not [line for line in (*found.by_hand, *found.unsure) if "unwrap" in line.lower()]
