#!/usr/bin/env python3
"""How long does the portal take to answer a customer with a million calls?

    python tests/bench/bench_portal.py [rounds] [calls] [page ...]

Makes a database with one customer who made so many calls in two years, serves it with one worker, logs in, and asks for
each page in turn (every page of an account by default, the links to the first call and the first places of its lists
among them), beside a page of Odoo's that shows nothing of the account: that is the limit. The median and the slowest
answer in milliseconds are shown, and the ratio of the median to the limit's. No test depends on these numbers.
"""

import http.cookiejar
import os
import re
import signal
import statistics
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from bench_admission import HERE, free_port, serve
from bench_import import shell

LIMIT = "/my/security"
PAGES = (
    "/my",
    "/my/calls",
    "/my/calls?search=70000",
    "/my/invoices",
    "/my/statements",
    "/my/receipts",
    "/my/disputes",
    "/my/disputes/new?calls=1",
    "/my/feedback",
    "/my/plan",
    "/my/numbers",
    "/my/reports",
    "/my/users",
    "/my/privacy",
    "/my/notifications",
    "/my/pay",
    "/my/top-up",
)
#: links that a list offers and that are worth asking for: its second page, and one of its rows
FOLLOWED = (r'href="(/my/calls/\d+)"', r'href="(/my/calls\?[^"]*place=[^"]+)"', r'href="(/my/statements/\d+[^"]*)"')


class Browser:
    """Keeps the session's cookie."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(self, page, **form):
        """Milliseconds that the answer took, its status, and its text."""
        data = urllib.parse.urlencode(form).encode() if form else None
        begin = time.perf_counter()
        try:
            with self.opener.open(self.base + page, data, timeout=60) as response:
                status, text = response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            status, text = error.code, ""
        return 1000 * (time.perf_counter() - begin), status, text

    def log_in(self):
        """As the customer."""
        _took, _status, text = self.ask("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)[1]
        self.ask("/web/login", csrf_token=token, login="bench", password="bench")


def make(name, calls):
    """A database with the world of `portal_world.py`."""
    shell(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing_portal --no-http --stop-after-init --log-level=warn"
        f" && odoo_run shell -d {name} --no-http --log-level=warn < {HERE}/portal_world.py",
        CALLS=str(calls),
    )


def followed(browser, pages):
    """The pages, and what they link to."""
    found = list(pages)
    for page in pages:
        _took, _status, text = browser.ask(page)
        for link in FOLLOWED:
            match = re.search(link, text)
            if match and (address := match[1].replace("&amp;", "&")) not in found:
                found.append(address)
    return found


def measure(port, rounds, pages):
    """Print a table."""
    browser = Browser(port)
    browser.log_in()
    times, statuses = {}, {}
    pages = [LIMIT, *followed(browser, pages)]
    for number in range(-1, rounds):
        for page in pages:
            took, statuses[page], _text = browser.ask(page)
            if number >= 0:  # the first round warms up
                times.setdefault(page, []).append(took)
    limit = statistics.median(times[LIMIT])
    print(f"{'page':60} {'status':>6} {'median ms':>9} {'most ms':>8} {'ratio':>6}")
    for page, taken in times.items():
        median = statistics.median(taken)
        print(f"{page[:60]:60} {statuses[page]:>6} {median:>9.0f} {max(taken):>8.0f} {median / limit:>6.1f}")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    calls = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    name, port = f"bench_portal_{calls}", free_port()
    make(name, calls)
    server = serve(name, port, workers=1)  # so that nothing waits for another's caches
    try:
        measure(port, rounds, sys.argv[3:] or PAGES)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)
        shell(f"drop_database {name}")


if __name__ == "__main__":
    main()
