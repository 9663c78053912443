"""Steps: what each signal of the plan is to the engine.

A step says how much of its inputs a cell needs (`windows`), and makes for each cell a task: a frozen record that holds
all that shapes that cell and nothing else. The task is both what the key hashes and all that the worker sees, so
nothing can reach the sound without reaching the key.
"""
