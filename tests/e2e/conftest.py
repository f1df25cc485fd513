"""A second checkout of this one, so that what these tests start, fill and stop is never what somebody is using."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".odoo", ".git", "__pycache__", ".*_cache", ".hypothesis")


class Checkout:
    """A folder with the project in it, and its commands."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = dict(os.environ, CCB_PORT="18069")
        for name in ("CCB_DB", "ODOO_RC", "PYTHONPYCACHEPREFIX"):
            self.environment.pop(name, None)

    def run(self, *command, timeout=600, **environment):
        """The finished process of a command in this folder."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def output(self, *command, **environment):
        """What a command prints; the test fails if the command does."""
        done = self.run(*command, **environment)
        assert done.returncode == 0, f"{command} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def toolchain(self, commands):
        """What shell commands print that use the functions of scripts/lib."""
        return self.output("bash", "-c", f". scripts/lib/all.sh; use_set_up; {commands}")


def copy_checkout(folder):
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED, symlinks=True)
    return Checkout(folder)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """A checkout that is set up, from the same cache as this one."""
    checkout = copy_checkout(tmp_path_factory.mktemp("checkout") / "project")
    checkout.output("scripts/setup")
    yield checkout
    checkout.run("scripts/clean")


@pytest.fixture
def bare_checkout(tmp_path):
    """A checkout that is not set up, with a cache of its own that is empty."""
    checkout = copy_checkout(tmp_path / "project")
    checkout.environment["CCB_CACHE"] = str(tmp_path / "cache")
    return checkout
