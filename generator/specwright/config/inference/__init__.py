"""Inference: a document without a configuration → the configuration a person would begin with.

What comes in: a `Document`. What goes out: a `Config` in which every operation is a method. `infer.py` is the order of
the steps; each step has its own module.
"""
