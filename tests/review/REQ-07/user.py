"""Makes a thing."""

from sdk.types import Thing

print(Thing(name="box").name)
