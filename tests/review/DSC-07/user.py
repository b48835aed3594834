"""Asks a dog for its tricks."""

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
if pet.kind == "dog":
    print(pet.tricks)
