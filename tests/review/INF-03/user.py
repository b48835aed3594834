"""Makes a client."""

from sdk import Things

Things(base_url="https://api.example.com").things.list()
