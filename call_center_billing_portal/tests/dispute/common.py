"""Customer A's calls and invoice, and forms as a browser sends them."""

import re
from datetime import datetime, timedelta

from ..look import LookCase


class DisputePageCase(LookCase):
    """Each call of a minute costs 0.70 without tax."""

    AT = datetime(2026, 5, 4, 12)

    def calls(self, count=2, **vals):
        """Calls of customer A, a minute apart, the first one first."""
        minutes = (self.AT + timedelta(minutes=minute) for minute in range(count))
        return self.import_calls(*({"at": at, **vals} for at in minutes))

    def send(self, url, form, page=None, user=None, files=()):
        """Send a form as `user` from its page.

        :param dict form: {name: text, or list of texts}
        :param files: [(name, bytes)]
        """
        user = user or self.user_a
        self.authenticate(user.login, user.login)
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(page or url).text)
        form = {**form, "csrf_token": token.group(1) if token else ""}
        files = [("file", (name, content, "application/octet-stream")) for name, content in files]
        return self.url_open(url, data=form, files=files or None, allow_redirects=False)

    def open_dispute(self, calls=None, items=None, user=None, files=(), **form):
        """Send the form of a new dispute."""
        form = {"reason": "not_mine", "text": "That was not me", **form}
        if items:
            form |= {"invoice": str(items.move_id.id), "line": [str(item.id) for item in items]}
            page = f"/my/disputes/new?invoice={items.move_id.id}"
        else:
            form["call"] = [str(call.id) for call in calls]
            page = f"/my/disputes/new?call={calls[0].id}"
        return self.send("/my/disputes/new", form, page, user, files)

    def dispute_of(self, response):
        """The dispute that a sent form led to."""
        self.assertEqual(response.status_code, 303, response.text[-3000:])
        return self.env["call.dispute"].browse(int(response.headers["Location"].rpartition("/")[2]))

    def opened(self, count=1, **vals):
        """A dispute about that many calls."""
        return self.dispute_of(self.open_dispute(self.calls(count), **vals))

    @staticmethod
    def say(dispute, text, subtype="mail.mt_comment"):
        """Somebody of the company writes."""
        dispute.message_post(body=text, message_type="comment", subtype_xmlid=subtype)

    def told(self, response):
        """The problem that a page tells of."""
        self.assertEqual(response.status_code, 422)
        found = re.search(r'role="alert" name="call_\w+_problem">(.*?)</div>', response.text, re.DOTALL)
        return " ".join(re.sub("<[^>]+>", "", found.group(1)).split()) if found else ""
