"""A plain question as it comes over the network, and its answer as it goes out.

Pure. What is read here is one whole request, written as switches and proxies write theirs; of whatever else it might be
(in parts, several at once, a header that is said twice, folded or oddly named) nothing is guessed.
"""

import re

PATH = "/call_center/v1/authorize"
#: request line, headers, the empty line
HEAD = re.compile(
    rb"POST (?P<path>" + re.escape(PATH.encode()) + rb") HTTP/1\.[01]\r\n"
    rb"(?P<headers>(?:[A-Za-z0-9-]{1,64}:[\t\x20-\x7e]*\r\n){1,50})\r\n"
)
#: what WSGI names without HTTP_
OWN_NAMES = ("CONTENT_TYPE", "CONTENT_LENGTH")
#: headers by which more than one answer is wanted
MORE = frozenset({"HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "HTTP_UPGRADE"})
#: as the ordinary way's answers have them
HEADERS = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
)


def plain_request(raw):
    """The WSGI environment's part that tells of a request to `PATH`, and the body.

    :param bytes raw: all that came over the connection so far
    :return: (dict, bytes); None if that is anything but one whole plain request
    """
    head = HEAD.match(raw)
    if head is None:
        return None
    body = raw[head.end() :]
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": PATH}
    for line in head["headers"].decode("ascii").split("\r\n")[:-1]:
        name, _colon, value = line.partition(":")
        name = name.upper().replace("-", "_")
        name = name if name in OWN_NAMES else f"HTTP_{name}"
        if name in environ or name in MORE:
            return None
        environ[name] = value.lstrip()
    return (environ, body) if environ.get("CONTENT_LENGTH") == str(len(body)) else None


def plain_answer(body, date):
    """The bytes of an answer, after which the connection ends.

    :param bytes body: JSON; :param str date: now, as HTTP writes it
    """
    headers = (*HEADERS, ("Content-Length", len(body)), ("Date", date), ("Connection", "close"))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body
