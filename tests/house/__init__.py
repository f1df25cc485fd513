"""The rules of this house that no other tool checks: sizes, purity, lists that must agree.

Each file holds one concern: a function that takes the root folder and returns what is wrong, a
test that applies it to this project, and tests that show on a planted tree that it can fail.
Nothing here needs Odoo: `python -m pytest tests/house` is enough.
"""
