"""Decoders of streamed bodies: pieces of bytes in, events or lines out. No I/O."""
