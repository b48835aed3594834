"""Servers that answer badly, on purpose; and callers that call badly."""
