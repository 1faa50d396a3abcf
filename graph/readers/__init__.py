"""Queries evaluated in processes of their own, which can be ended: the pool, its limits, its answers.

Import from the modules: ``limits`` needs no engine, the others do.
"""
