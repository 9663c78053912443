"""Benchmarks, run by their own commands and never by the test suite. See README.md here."""
