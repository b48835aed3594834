"""Knows all sizes."""

from typing import assert_never

from sdk import Test

client = Test(base_url="https://api.example.com")
size = client.thing.retrieve().size
if size != "red" and size != "blue":
    assert_never(size)
