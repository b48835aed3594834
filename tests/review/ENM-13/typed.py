"""Knows all sizes."""

from typing import Literal

from sdk import Test

client = Test(base_url="https://api.example.com")
size: Literal["red", "blue"] = client.thing.retrieve().size
print(size)
