"""The folder of this machine under which feeds may look for files. Whoever keeps the server says so, nobody else."""

import os
from configparser import ConfigParser, Error
from pathlib import Path

from odoo.tools import config

SECTION, OPTION, VARIABLE = "call_center_billing", "feed_root", "CALL_CENTER_FEED_ROOT"


def feed_root():
    """The folder that the server's configuration names; nothing if it names none.

    That is option `feed_root` in section `[call_center_billing]` of odoo.conf (in a section of its own because Odoo
    warns of options that it does not know), or the environment variable CALL_CENTER_FEED_ROOT.
    """
    named = os.environ.get(VARIABLE, "")
    if not named and config["config"]:
        parser = ConfigParser(interpolation=None)
        try:
            parser.read(config["config"], encoding="utf-8")
            named = parser.get(SECTION, OPTION, fallback="")
        except (OSError, Error):
            named = ""
    return Path(named).resolve() if named.strip() else None


def inside(folder):
    """The path of `folder`, which is told from the root, with all links resolved.

    :return: nothing if it leads out of the root, or there is no root
    """
    root = feed_root()
    path = (root / folder.strip().lstrip("/")).resolve() if root else None
    return path if path and path.is_relative_to(root) else None
