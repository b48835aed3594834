"""Knows all kinds of pets."""

from typing import assert_never

from sdk.types import Cat, Dog

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
match pet:
    case Cat() | Dog() | None:
        print(pet)
    case _:
        assert_never(pet)
