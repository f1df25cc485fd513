"""Reads what the tests need of a SIE file, by the format's text and with none of the writer's code."""

import re

FIELD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\{\})|(\S+)')


def records(content):
    """Label and fields of each line."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    return [_fields(line) for line in content.decode("cp437").split("\r\n")[:-1]]


def _fields(line):
    return [
        re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2] or match[3]
        for match in FIELD.finditer(line)
    ]


def vouchers(content):
    """Each #VER with its #TRANS."""
    found, inside = [], False
    for label, *fields in records(content):
        if label == "#VER":
            found.append((fields, []))
        elif label in "{}":
            assert inside == (label == "}")
            inside = label == "{"
        elif label == "#TRANS":
            assert inside
            found[-1][1].append(fields)
    assert not inside
    return found


def table_crc(content):
    """The CRC as the format's text has it: by a table of its own, over labels and fields."""
    table = []
    for value in range(256):
        for _bit in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    crc = 0xFFFFFFFF
    for fields in records(content):
        if fields[0] in ("#FLAGGA", "#KSUMMA"):
            continue
        for byte in "".join(field for field in fields if field not in ("{", "}", "{}")).encode("cp437"):
            crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF
