"""Knows the only size."""

from typing import Literal

from sdk import Test

client = Test(base_url="https://api.example.com")
size: Literal["red"] = client.thing.retrieve().size
print(size)
