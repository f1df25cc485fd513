"""What a report's HTML may name: this server's style sheets, images, barcodes and modules' static files.

They are had from the database and the disk, as the web server would serve them, with the rights of whoever
reads the report. No request is made, neither to ourselves nor to anybody outside.
"""

import base64
import mimetypes
import posixpath
import re
from contextlib import nullcontext
from urllib.parse import parse_qsl, unquote, urlsplit

from odoo import SUPERUSER_ID, api, models
from odoo.tools import file_open
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

from .engine import HERE

_ROUTES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), method)
    for pattern, method in (
        (r"/web/assets/(?:.+/)?(?P<name>[^/]+\.css)", "_asset"),
        (
            r"/web/(?:image|content)/(?P<model>[a-z0-9_.]+)/(?P<res_id>\d+)/(?P<field>\w+)"
            r"(?:/(?P<width>\d+)x(?P<height>\d+))?(?:/[^/]*)?",
            "_binary",
        ),
        (
            r"/web/(?:image|content)/(?P<res_id>\d+)(?:-[^/]*)?"
            r"(?:/(?P<width>\d+)x(?P<height>\d+))?(?:/[^/]*)?",
            "_binary",
        ),
        (
            r"/web/(?:image|content)/(?P<xmlid>\w+\.[\w.-]+)"
            r"(?:/(?P<width>\d+)x(?P<height>\d+))?(?:/[^/]*)?",
            "_binary",
        ),
        (r"/web/(?:image|content)", "_binary"),
        (r"/(?:logo|logo\.png|web/binary/company_logo)", "_company_logo"),
        (r"/report/barcode/(?P<barcode_type>\w+)/(?P<value>.+)", "_barcode"),
        (r"/report/barcode/?", "_barcode"),
        (r"/(?P<name>[a-z0-9_]+/static/.+)", "_static"),
    )
]
_INT4 = 2**31 - 1


class Refused(Exception):
    """The address names nothing that a report may show."""


class Resources:
    """Callable: an address in, its bytes and MIME type out; an exception for whatever is not to be had."""

    def __init__(self, env: api.Environment, own_urls: list[str]):
        self._env = env
        self._origins = {_origin(url) for url in [HERE, *own_urls] if url}

    def __call__(self, url: str) -> tuple[bytes, str]:
        if _origin(url) not in self._origins:
            raise Refused(f"not part of this server: {url}")
        parts = urlsplit(url)
        path, query = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
        for pattern, method in _ROUTES:
            if found := pattern.fullmatch(path):
                named = {key: value for key, value in found.groupdict().items() if value is not None}
                # what is missing must not break the transaction in which the rest is printed
                with self._env.cr.savepoint(flush=False):
                    return getattr(self, method)(path, {**query, **named})
        return self._published(path)

    def _asset(self, path: str, args: dict[str, str]) -> tuple[bytes, str]:
        """A bundle, compiled first if nobody has asked for it since it changed."""
        known = (
            self._env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("url", "=", path),
                    ("public", "=", True),
                    ("res_model", "=", "ir.ui.view"),
                    ("res_id", "=", 0),
                    ("create_uid", "=", SUPERUSER_ID),
                ],
                limit=1,
            )
        )
        if known:
            return known.raw, "text/css"
        bundle, rtl, _type, autoprefix = self._env["ir.asset"]._parse_bundle_name(args["name"], "/debug/" in path)
        cursor = self._env.registry.cursor(readonly=False) if self._env.cr.readonly else nullcontext(self._env.cr)
        with cursor as cr:
            qweb = self._env(cr=cr)["ir.qweb"]
            return qweb._get_asset_bundle(bundle, js=False, rtl=rtl, autoprefix=autoprefix).css().raw, "text/css"

    def _binary(self, path: str, args: dict[str, str]) -> tuple[bytes, str]:
        """A field of a record the user may read, or has a token for, sized as asked."""
        res_id, field = args.get("res_id") or args.get("id"), args.get("field", "raw")
        if res_id and int(res_id) > _INT4:
            raise ValueError(f"no such record: {path}")
        record = self._env["ir.binary"]._find_record(
            args.get("xmlid"),
            args.get("model", "ir.attachment"),
            res_id and int(res_id),
            args.get("access_token"),
            field=field,
        )
        size = int(args.get("width", 0)), int(args.get("height", 0))
        return _typed(image_process(_content(record, field), size=size))

    def _company_logo(self, _path: str, args: dict[str, str]) -> tuple[bytes, str]:
        """The logo, which the web server shows to anybody too."""
        company = self._env["res.company"].browse(int(args.get("company") or self._env.company.id))
        return _typed(_content(company.sudo(), "logo_web"))

    def _barcode(self, _path: str, args: dict[str, str]) -> tuple[bytes, str]:
        return self._env["ir.actions.report"].barcode(args.pop("barcode_type"), args.pop("value"), **args), "image/png"

    def _static(self, path: str, args: dict[str, str]) -> tuple[bytes, str]:
        """A file below a module's `static`, and nowhere else."""
        name = args["name"]
        if posixpath.normpath(name) != name.rstrip("/") or "\\" in name or "\0" in name:
            raise Refused(f"not a plain path: {path}")
        with file_open(name, "rb") as file:
            return file.read(), mimetypes.guess_type(name)[0] or "application/octet-stream"

    def _published(self, path: str) -> tuple[bytes, str]:
        """An attachment that has an address of its own."""
        attachment = self._env["ir.attachment"]._get_serve_attachment(path)
        if not attachment:
            raise Refused(f"not part of a report: {path}")
        return attachment.raw, attachment.mimetype


def _content(record: models.BaseModel, field: str) -> bytes:
    if record._fields[field].type != "binary":
        raise Refused(f"neither image nor file: {record._name}.{field}")
    value = record.with_context(bin_size=False)[field]
    if not value:
        raise ValueError(f"empty: {record}.{field}")
    return value if field == "raw" else base64.b64decode(value)


def _typed(content: bytes) -> tuple[bytes, str]:
    return content, guess_mimetype(content)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
