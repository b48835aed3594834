"""Asks a cat for its lives."""

from sdk import Test

client = Test(base_url="https://api.example.com")
pet = client.thing.retrieve().pet
if pet is not None:
    print(pet.lives)
