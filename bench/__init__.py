"""Benchmarks, each a ratio against a named baseline or a number against a floor."""
