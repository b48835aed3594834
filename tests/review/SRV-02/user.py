"""Talks to production."""

from sdk import Test

print(Test(environment="production").base_url)
