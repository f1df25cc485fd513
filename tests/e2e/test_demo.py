"""`make demo`, as somebody who tries the project out meets it."""

import socket
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest


def url_of(output):
    """The address that the command printed."""
    return next(word for word in output.split() if word.startswith("http://127.0.0.1:"))


@pytest.fixture(scope="module")
def demo(checkout):
    """What the first `demo` prints, with the port taken that it would have liked."""
    with socket.create_server(("127.0.0.1", 18069)):
        done = checkout.run("scripts/demo")
    assert done.returncode == 0, done.stderr[-3000:]
    yield done
    checkout.run("scripts/stop")


def test_login_page_answers(demo):
    with urlopen(url_of(demo.stdout) + "/web/login", timeout=60) as page:
        assert page.status == 200
        assert 'name="login"' in page.read().decode()


def test_a_port_in_use_is_passed_over_and_said(demo):
    assert "port 18069 is in use" in demo.stderr
    assert not url_of(demo.stdout).endswith(":18069")


def test_asked_again_it_only_says_where(checkout, demo):
    begin = time.monotonic()
    again = checkout.run("scripts/demo")
    assert again.stdout == demo.stdout
    assert "installing" not in again.stderr
    assert time.monotonic() - begin < 20


def test_log_of_the_server_is_clean(checkout, demo):
    """Neither the installation, nor the first page, may warn of anything."""
    logs = [".odoo/log/demo-install.log", ".odoo/log/" + checkout.toolchain("database_name demo").strip() + ".log"]
    done = checkout.run(".odoo/venv/bin/python", "scripts/check_log.py", *logs)
    assert done.returncode == 0, done.stdout


def test_a_second_server_on_the_same_database_is_refused(checkout, demo):
    done = checkout.run("scripts/run")
    assert done.returncode == 1
    assert "runs already at " + url_of(demo.stdout) in done.stderr


def test_stop_ends_server_and_postgresql(checkout, demo):
    checkout.output("scripts/stop")
    with pytest.raises(URLError):
        urlopen(url_of(demo.stdout) + "/web/login", timeout=10)
    assert not list((checkout.folder / ".odoo").glob("run/*"))
    assert checkout.run("scripts/stop").returncode == 0
