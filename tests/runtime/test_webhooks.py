"""Webhooks: verified by Standard Webhooks, then decoded."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from runtime._exceptions import BrandError
from runtime._models import BaseModel
from runtime._webhooks import Webhook

PAYLOAD = '{"id": "evt_1", "surplus": 2}'


class Event(BaseModel):
    id: str


class Verifier:
    """Stands for `standardwebhooks.Webhook`, and keeps what it was asked."""

    seen: ClassVar[list[tuple[Any, ...]]] = []

    def __init__(self, key: str) -> None:
        self.key = key

    def verify(self, payload: str, headers: dict[str, str]) -> None:
        self.seen.append((self.key, payload, headers))
        if headers.get("webhook-signature") != "good":
            raise ValueError("bad signature")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> type[Verifier]:
    module = ModuleType("standardwebhooks")
    module.Webhook = Verifier  # type: ignore[attr-defined]  # a module made here has no declarations
    monkeypatch.setitem(sys.modules, "standardwebhooks", module)
    monkeypatch.setattr(Verifier, "seen", [])
    return Verifier


WEBHOOK = Webhook(lambda: Event, key_option="webhook_key")
CLIENT = SimpleNamespace(webhook_key="whsec_client")


def test_verifies_with_the_clients_key(library: type[Verifier]) -> None:
    event = WEBHOOK.unwrap(CLIENT, PAYLOAD, headers={"webhook-signature": "good"}, key=None)
    assert isinstance(event, Event)
    assert event.id == "evt_1"
    assert library.seen == [("whsec_client", PAYLOAD, {"webhook-signature": "good"})]


def test_the_argument_wins(library: type[Verifier]) -> None:
    WEBHOOK.unwrap(CLIENT, PAYLOAD, headers={"webhook-signature": "good"}, key="whsec_mine")
    assert library.seen[0][0] == "whsec_mine"


def test_a_wrong_signature_gives_no_event(library: type[Verifier]) -> None:
    with pytest.raises(ValueError, match="bad signature"):
        WEBHOOK.unwrap(CLIENT, PAYLOAD, headers={}, key=None)


def test_without_a_key_nothing_is_verified(library: type[Verifier]) -> None:
    with pytest.raises(ValueError, match="`webhook_key` on the client"):
        WEBHOOK.unwrap(SimpleNamespace(webhook_key=None), PAYLOAD, headers={}, key=None)
    assert library.seen == []


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "standardwebhooks", None)
    with pytest.raises(BrandError, match=r"install `brand_sdk\[webhooks\]`"):
        WEBHOOK.unwrap(CLIENT, PAYLOAD, headers={}, key=None)


@pytest.mark.parametrize("payload", [PAYLOAD, PAYLOAD.encode()])
def test_decodes_without_verifying(payload: str | bytes) -> None:
    assert WEBHOOK.decode(payload).id == "evt_1"


def test_a_payload_that_is_not_json() -> None:
    with pytest.raises(ValueError):
        WEBHOOK.decode("<event/>")
