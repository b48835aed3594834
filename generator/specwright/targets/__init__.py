"""Targets: one folder for each language; a target sees the IR, diagnostics and its own settings, nothing else."""
