"""Looks for a kind that nobody has ruled out."""

from sdk.types import Cat

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
if isinstance(pet, Cat) and pet.kind == "tiger":
    print(pet)
