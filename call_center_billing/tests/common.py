"""What the add-on's tests have in common: a small operator, and lines as an Asterisk writes them."""

from odoo.tests import TransactionCase, new_test_user


class BillingCase(TransactionCase):
    """A Swedish operator with one source, one rate card and one customer, Acme, with one number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, no_reset_password=True))
        cls.company = cls.env.company
        cls.company.country_id = cls.env.ref("base.se")
        cls.source = cls.env["call.source"].create(
            {"name": "Test switch", "timezone": "UTC", "country_id": cls.env.ref("base.se").id}
        )
        cls.mobile = cls._create_destination("Mobile (test)", "mobile")
        cls.card = cls._create_card("Test card", {"467": 600_000})
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Test list", "currency_id": cls.company.currency_id.id, "call_rate_card_id": cls.card.id}
        )
        cls.acme = cls._create_customer("Acme", "+46812345678")

    @classmethod
    def _create_destination(cls, name, destination_class):
        product = cls.env.ref("call_center_billing.product_call_mobile")
        product.taxes_id = [(5,)]
        return cls.env["call.destination"].create(
            {"name": name, "destination_class": destination_class, "product_id": product.id}
        )

    @classmethod
    def _create_card(cls, name, prices, **vals):
        """A card with a published version: a rate for each prefix, at micro-units a minute."""
        rates = [
            (0, 0, {"prefix": prefix, "destination_id": cls.mobile.id, "price": price})
            for prefix, price in prices.items()
        ]
        version = {"valid_from": "2026-01-01 00:00:00", "rate_ids": rates, **vals}
        card = cls.env["call.rate.card"].create(
            {"name": name, "currency_id": cls.company.currency_id.id, "version_ids": [(0, 0, version)]}
        )
        card.version_ids.action_publish()
        return card

    @classmethod
    def _create_pricelist(cls, name, card=None, items=(), **vals):
        """A price list with these rules."""
        return cls.env["product.pricelist"].create(
            {
                "name": name,
                "currency_id": cls.company.currency_id.id,
                "call_rate_card_id": card.id if card else False,
                "item_ids": [(0, 0, item) for item in items],
                **vals,
            }
        )

    def _publish(self, card, valid_from="2026-01-02 00:00:00", **vals):
        """A new version of the card, its rates changed by `vals`, in force from then on."""
        version = card.version_ids[:1].copy({"valid_from": valid_from})
        version.rate_ids.write(vals)
        version.action_publish()
        return version

    @classmethod
    def _create_customer(cls, name, number=None, pricelist=None):
        customer = cls.env["res.partner"].create(
            {
                "name": name,
                "country_id": cls.env.ref("base.se").id,
                "call_timezone": "Europe/Stockholm",
                "property_product_pricelist": (pricelist or cls.pricelist).id,
            }
        )
        if number:
            cls.env["call.number"].create(
                {"number": number, "partner_id": customer.id, "valid_from": "2026-01-01 00:00:00"}
            )
        return customer

    @classmethod
    def _create_user(cls, group):
        """A user who is nothing but this: sales, clerk, manager or switch."""
        return new_test_user(cls.env, f"ccb_{group}", f"call_center_billing.call_center_billing_group_{group}")

    def _call(self, **vals):
        """One imported call, by default of Acme to a Swedish mobile for a minute."""
        type(self)._sequence = getattr(type(self), "_sequence", 0) + 1
        return self._calls(self._import(line(f"9.{self._sequence}/1", **vals)))

    def _import(self, *lines, name="test.csv", source=None):
        """Import these lines as one file."""
        return (source or self.source)._import_bytes(name, "\n".join(lines).encode())

    def _calls(self, batch):
        """The calls of an import in the order of the file."""
        return self.env["call.record"].search([("import_id", "=", batch.id)], order="id")


def line(
    identity="1795317772.1/1",
    a_number="46812345678",
    b_number="46701110001",
    seconds=60,
    start="2026-11-22 03:22:52",
    account="",
    disposition=None,
    application="Dial",
):
    """One row of a Master.csv with 21 columns."""
    uniqueid, sequence = identity.split("/")
    disposition = disposition or ("ANSWERED" if seconds else "NO ANSWER")
    data = "21" if application == "Hangup" else "PJSIP/x"
    return (
        f'"{account}","{a_number}","{b_number}","out","""X"" <{a_number}>","PJSIP/a-1","PJSIP/b-2","{application}",'
        f'"{data}","{start}","{start}","{start}",{seconds + 2},{seconds},"{disposition}","DOCUMENTATION",'
        f'"{uniqueid}","","","{uniqueid}",{sequence}'
    )
