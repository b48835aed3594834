"""Makes a thing."""

from sdk.types.shared import Thing

print(Thing(name="box").name)
