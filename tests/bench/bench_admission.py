#!/usr/bin/env python3
"""How fast is a switch answered, beside a route of Odoo's that says the same whatever is asked?

    python tests/bench/bench_admission.py [rounds] [accounts:calls ...]

Makes a database for each size (1,000 accounts with 10 calls each, and 20,000, by default), serves each with a worker
for each core, and lets wrk (Debian's) ask over 8 connections, 4 seconds at a time, routes and sizes taking turns:
Odoo's /web/health, which is the limit; `authorize` without a hold; `authorize` with one, which writes. The median of
the rounds is shown, with its ratio to the limit and to the first size. wrk and PostgreSQL run on the same cores. A
million accounts want memory: begin with `make stop`, and CCB_SHARED_BUFFERS=4GB in the environment.
No test depends on these numbers.
"""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE)]

from bench_import import shell

SIZES = ("1000:10", "20000:10")
SECONDS, CONNECTIONS = 4, 8
#: seconds in which the pages of many accounts come into memory
WARM_UP = 40
CORES = os.cpu_count()
CONSTANT, ASK, HOLD = "constant route", "authorize, no hold", "authorize, hold"
LUA = """
local accounts, hold, counter, stamp = %d, "%s", 0, "%s"
math.randomseed(os.time())
request = function()
  counter = counter + 1
  local body = string.format('{"call_id":"%%s.%%d","a_number":"+4684%%07d","b_number":"+46701110%%03d","hold":%%s}',
    stamp, counter, math.random(0, accounts - 1), math.random(0, 999), hold)
  local headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer bench"}
  return wrk.format("POST", "/call_center/v1/authorize", headers, body)
end
"""


def find_wrk():
    """wrk and its library, of this machine or unpacked from Debian's packages: (program, LD_LIBRARY_PATH)."""
    if found := shutil.which("wrk"):
        return found, ""
    folder = Path(tempfile.gettempdir()) / "ccb-wrk"
    if not (folder / "usr/bin/wrk").exists():
        folder.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", "wrk", "libluajit-5.1-2"], cwd=folder, check=True)
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    libraries = ":".join(str(path.parent) for path in folder.rglob("libluajit*.so*"))
    return str(folder / "usr/bin/wrk"), libraries


def make(name, accounts, calls):
    """A database with the world of `admission_world.py`."""
    shell(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f" && odoo_run shell -d {name} --no-http --log-level=warn < {HERE}/admission_world.py",
        ACCOUNTS=accounts,
        CALLS=calls,
        DECK="3000",
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(name, port, workers=CORES):
    """A server with a worker for each core, or so many."""
    command = (
        f'. scripts/lib/all.sh; use_set_up; ODOO_RC=$STATE/odoo.conf exec "$PYTHON" {HERE}/serve_odoo.py server'
        f' -d {name} -p {port} --addons-path="$(odoo_addons_path)" --workers={workers} --max-cron-threads=0'
        f" --gevent-port={free_port()} --log-level=error --limit-time-real=3600"
    )
    environment = os.environ | {"ODOO_QUEUE_JOB_CHANNELS": "root:0"}
    server = subprocess.Popen(["bash", "-c", command], cwd=ROOT, env=environment, start_new_session=True)
    for _try in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=2)
            return server
        except OSError:
            time.sleep(0.5)
    sys.exit("the server did not answer")


def run(wrk, port, what, accounts, number, seconds=SECONDS):
    """Requests a second, and milliseconds that half and 99 of a hundred took at most."""
    program, libraries = wrk
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if what == CONSTANT:
            command += [f"{url}/web/health"]
        else:
            stamp = f"{int(time.time())}.{number}"
            script.write(LUA % (accounts, "true" if what == HOLD else "false", stamp))
            script.flush()
            command += ["-s", script.name, f"{url}/call_center/v1/authorize"]
        environment = os.environ | {"LD_LIBRARY_PATH": libraries}
        out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        print(out)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    return rate, milliseconds(out, "50%"), milliseconds(out, "99%")


def milliseconds(out, share):
    value, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", out).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def measure(wrk, rounds, sizes):
    """What was found, by route and accounts: of each round what `run` returns.

    :param dict sizes: database by its number of accounts
    """
    found, servers, ports = {}, [], {}
    os.sync()  # or the system writes what the worlds left while we measure
    try:
        for accounts, name in sizes.items():
            ports[accounts] = free_port()
            servers.append(serve(name, ports[accounts]))
        for accounts, port in ports.items():
            for what in (CONSTANT, HOLD, ASK):
                run(wrk, port, what, accounts, -1, WARM_UP if what == ASK else SECONDS)
        for number in range(rounds):
            for what in (CONSTANT, ASK, HOLD):
                for accounts, port in ports.items():
                    found.setdefault((what, accounts), []).append(run(wrk, port, what, accounts, number))
    finally:
        for server in servers:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)
    return found


def report(found, calls):
    """Print a table.

    :param dict calls: of an account, by the number of accounts
    """
    first = next(iter(calls))
    print(f"{'accounts':>9} {'calls':>11} {'route':20} {'req/s':>7} {'p50 ms':>8} {'p99 ms':>8}  ratio  of first")
    for (what, accounts), rounds in found.items():
        rate, half, most = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio, of_first = (
            statistics.median(one[0] / other[0] for one, other in zip(rounds, found[key], strict=True))
            for key in ((CONSTANT, accounts), (what, first))
        )
        print(
            f"{accounts:>9,} {accounts * calls[accounts]:>11,} {what:20}"
            f" {rate:>7.0f} {half:>8.1f} {most:>8.1f} {ratio:>6.2f} {of_first:>9.2f}"
        )


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    wrk = find_wrk()
    calls = dict(tuple(map(int, size.split(":"))) for size in sys.argv[2:] or SIZES)
    sizes = {accounts: f"bench_admission_{accounts}" for accounts in calls}
    try:
        for accounts, name in sizes.items():
            make(name, str(accounts), str(calls[accounts]))
        report(measure(wrk, rounds, sizes), calls)
    finally:
        for name in sizes.values():
            shell(f"drop_database {name}")


if __name__ == "__main__":
    main()
