"""Talks to the sandbox."""

from sdk import Test

Test(environment="sandbox").things.list()
