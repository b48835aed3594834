"""The Python target: `ir.Api` in, the files of a distribution out."""
