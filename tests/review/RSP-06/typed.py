"""Hands on that there is no answer."""

from sdk import Test

client = Test(base_url="https://api.example.com")


def ping() -> None:
    return client.thing.retrieve()


ping()
