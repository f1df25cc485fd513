"""A file's calls a block at a time, as columns: the same rules as `pipeline`, at the speed of the database.

polars is imported inside of functions: it must never be used in a process that forks workers afterwards, and modules
are loaded there.
"""
