"""Trusts that cats are of one kind."""

from typing import Literal

from sdk.types import Cat

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
if isinstance(pet, Cat):
    kind: Literal["cat"] = pet.kind
    print(kind)
