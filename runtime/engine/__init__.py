"""The engine: keeps what is made of a graph of signals over time, and makes only what is missing.

In order: `node` (what a signal is), `keys` (what a cell's result is known by), `disk`, `store`, `writer` and `actions`
(where results are kept), `lease` and `collect` (what is thrown away), `work` (what a worker does), `ledger` (what is
known of one signal), `schedule` (what runs next), `evaluation` (what came of it), `engine` (all of it as one thing),
`explain` and `trace` (why, and when).
"""
