"""Makes a part to compare with."""

from sdk.types import Part

from sdk import Test

client = Test(base_url="https://api.example.com")
part = Part(name="wheel")
print(client.thing.retrieve().part == part)
