"""Settings of all tests without Odoo."""

import os

from hypothesis import settings

# No time limit per example: the machine may be busy. In CI the same examples every time: a failure must be the
# change's own.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
