"""Tells cats by their kind."""

from sdk.types import Cat

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
if isinstance(pet, Cat) and pet.kind == "cat":
    print(pet)
