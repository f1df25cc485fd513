"""Wait until a page answers 200, or the process that should serve it has gone.

python3 wait_http.py URL PID SECONDS
"""

import os
import sys
import time
from urllib.request import urlopen


def answers(url):
    try:
        with urlopen(url, timeout=30) as page:
            return page.status == 200
    except OSError:
        return False


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def main(url, pid, seconds):
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end and alive(int(pid)):
        if answers(url):
            return 0
        time.sleep(0.3)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
