"""What a service says is kept at once, and booked by a job."""

import hashlib
import json
import time

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ...exchange import read_csv, read_json, signature
from ...money import MICRO


class CallBillingService(models.Model):
    """Each message is kept once; what comes again changes nothing."""

    _inherit = "call.billing.service"

    @api.model
    def _of_post(self, service_id, header, body):
        """The service that posted something, as the superuser in its company; nothing unless its signature is right.

        :param str header: the signature; :param bytes body: what it signed
        """
        service = self.sudo().browse(service_id).exists().filtered(lambda found: found.active and found.secret_in)
        # the same is worked out for a service that is none
        fault = signature.fault(service.secret_in or "none", header, int(time.time()), body)
        if fault or not service:
            return self.browse()
        return service.with_company(service.company_id)

    @api.private
    def _receive(self, content, is_csv):
        """Keep the messages.

        :param bytes content: as it came
        :return: for each message a dict: `id`, `line`, `state` (received, duplicate, conflict or aside), `reason`
        :raise exchange.Unreadable: not one can be told
        """
        self.ensure_one()
        found = read_csv(content) if is_csv else read_json(content)
        keys = [self._key_of(received) for received in found]
        messages = self.env["call.service.message"]
        domain = [("service_id", "=", self.id), ("direction", "=", "in"), ("key", "in", keys)]
        known = {message.key: message for message in messages.search(domain)}
        told = []
        try:
            for key, received in zip(keys, found, strict=True):
                told.append(self._keep(key, received, known))
            self.env.flush_all()
        except UniqueViolation as error:
            # the same came twice at once: tried again, it finds the other
            raise ConcurrencyError(str(error)) from error
        self.last_contact = self.env.cr.now()
        return told

    def _keep(self, key, received, known):
        vals = self._inbound_vals(key, received)
        message, state = known.get(key), "received"
        if message and message.content == vals["content"]:
            state = "duplicate"
        elif message and not (message.state == "aside" and received.message):
            state = "conflict"
            message.message_post(
                body=self.env._("The service sent another message with the same id, which was not taken.")
            )
        elif message:
            message.activity_unlink(["mail.mail_activity_data_warning"])
            message.write({**vals, "error": False})
        else:
            message = known[key] = self.env["call.service.message"].create(vals)
        if state == "received" and not received.message:
            state = "aside"
            message._set_aside("\n".join(message._fault_text(fault) for fault in received.faults))
        reason = message.error or "" if state == "aside" else ""
        return {"id": key, "line": received.line, "state": state, "reason": reason}

    def _inbound_vals(self, key, received):
        said = received.message
        vals = {
            "service_id": self.id,
            "direction": "in",
            "key": key,
            "state": "waiting",
            "content": received.fields,
        }
        if not said:
            return vals | {"kind": "unknown"}
        return vals | {
            "kind": said.kind,
            "invoice_number": said.invoice,
            "date": said.day,
            "currency_id": self.env["res.currency"].search([("name", "=", said.currency)], limit=1).id,
            "amount": said.amount / MICRO,
            "fee": said.fee / MICRO,
            "level": said.level,
            "reference": said.reference,
            "text": said.text,
        }

    @staticmethod
    def _key_of(received):
        """Its own id; of what has none that can be read, the digest of what it says."""
        if received.message:
            return received.message.key
        digest = hashlib.sha256(json.dumps(received.fields, sort_keys=True).encode("utf-8", "replace")).hexdigest()
        given = received.fields.get("id", "").strip()
        return given if given and given.isprintable() and len(given) <= 200 else f"unreadable-{digest[:32]}"

    def _handed_over(self, moves):
        """Those of the invoices that were handed to the service, or are just being."""
        domain = [("service_id", "=", self.id), ("direction", "=", "out"), ("state", "in", ("done", "sending"))]
        return self.env["call.service.message"].search([*domain, ("move_id", "in", moves.ids)]).move_id
