"""What was done for campaigns, and what it brought: by client, campaign, agent and extension, for reading."""

from odoo import fields, models
from odoo.tools import SQL

from .counting import CALL_PRICE, CALLS, WORK_TIME
from .kinds import WORK


class CallCampaignUsage(models.Model):
    """Calls, entered work and charges of campaigns in one table, so that pivots and graphs show them side by side.

    Answered share and average length are averages of calls, in whatever group.
    """

    _name = "call.campaign.usage"
    _description = "Usage of Campaigns"
    _auto = False
    _log_access = False
    _order = "started_at desc, id desc"
    _rec_name = "campaign_id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    campaign_id = fields.Many2one("call.campaign", readonly=True)
    started_at = fields.Datetime(string="Time", readonly=True)
    source = fields.Selection(
        [("call", "Calls"), ("work", "Agents' Time"), ("entered", "Entered Work"), ("charge", "Charges")],
        string="Told By",
        readonly=True,
    )
    agent = fields.Char(readonly=True)
    extension = fields.Char(readonly=True, help="The number that called.")
    queue = fields.Char(readonly=True)
    calls = fields.Integer(readonly=True)
    answered = fields.Integer(string="Handled Calls", readonly=True, help="Answered, or entered as handled.")
    answered_share = fields.Float(
        string="ASR %", readonly=True, aggregator="avg", digits=(16, 1), help="Answered calls of all calls."
    )
    average_minutes = fields.Float(
        string="ACD (min)", readonly=True, aggregator="avg", digits=(16, 2), help="Average length of an answered call."
    )
    talk_minutes = fields.Float(readonly=True, digits=(16, 1))
    agent_hours = fields.Float(readonly=True, digits=(16, 2))
    wrap_minutes = fields.Float(string="Wrap-Up Minutes", readonly=True, digits=(16, 1))
    sales = fields.Integer(readonly=True)
    others = fields.Integer(string="Chats, Mails, Tasks", readonly=True)
    kind = fields.Selection(WORK, string="Kind of Work", readonly=True)
    charged_calls = fields.Monetary(string="Charged for Calls", readonly=True, help="Without tax.")
    charged_rules = fields.Monetary(string="Charged by Rules", readonly=True, help="Without tax.")
    charged = fields.Monetary(readonly=True, help="Calls and rules together, without tax.")
    cost = fields.Monetary(readonly=True, help="What carriers charge, where it is known.")

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join((self._calls_query(), self._entered_query(), self._charges_query()))

    def _calls_query(self):
        """A row for each call and each record of agents' time; ids of the three parts do not meet."""
        return SQL(
            """SELECT call.id::bigint * 3 AS id, call.company_id,
                      COALESCE(call.currency_id, company.currency_id) AS currency_id, call.partner_id,
                      call.campaign_id, call.started_at, CASE WHEN %(work)s THEN 'work' ELSE 'call' END AS source,
                      call.agent, NULLIF(call.a_number, '') AS extension, NULLIF(call.queue, '') AS queue,
                      (%(calls)s)::int AS calls, (%(calls)s AND call.outcome = 'answered')::int AS answered,
                      CASE WHEN %(calls)s THEN (call.outcome = 'answered')::int * 100.0 END AS answered_share,
                      CASE WHEN %(calls)s AND call.outcome = 'answered' THEN call.talk_seconds / 60.0 END
                          AS average_minutes,
                      CASE WHEN %(calls)s THEN call.talk_seconds / 60.0 ELSE 0 END AS talk_minutes,
                      CASE WHEN %(work)s THEN call.talk_seconds / 3600.0 ELSE 0 END AS agent_hours,
                      0.0 AS wrap_minutes, 0 AS sales, 0 AS others, NULL AS kind,
                      price.amount / 1000000.0 AS charged_calls, 0.0 AS charged_rules,
                      price.amount / 1000000.0 AS charged,
                      (CASE WHEN call.margin IS NOT NULL
                            THEN CASE WHEN call.state = 'rated' THEN call.amount + COALESCE(call.adjusted, 0) ELSE 0 END
                                 - call.margin ELSE 0 END) / 1000000.0 AS cost
                 FROM call_record call
                 JOIN res_company company ON company.id = call.company_id
                CROSS JOIN LATERAL (SELECT %(price)s AS amount) price
                WHERE call.campaign_id IS NOT NULL AND call.outcome <> 'denied'""",
            work=WORK_TIME,
            calls=CALLS,
            price=CALL_PRICE,
        )

    def _entered_query(self):
        return SQL(
            """SELECT entered.id::bigint * 3 + 1, entered.company_id, company.currency_id, entered.partner_id,
                      entered.campaign_id, entered.day + time '12:00', 'entered', entered.agent, NULL, NULL,
                      0, CASE WHEN entered.kind = 'handled' THEN entered.quantity ELSE 0 END, NULL, NULL, 0.0,
                      CASE WHEN entered.kind = 'agent_hour' THEN entered.quantity / 60.0 ELSE 0 END,
                      CASE WHEN entered.kind = 'wrap_up' THEN entered.quantity * 1.0 ELSE 0 END,
                      CASE WHEN entered.kind = 'sale' THEN entered.quantity ELSE 0 END,
                      CASE WHEN entered.kind IN ('chat', 'mail', 'task') THEN entered.quantity ELSE 0 END,
                      entered.kind, 0.0, 0.0, 0.0, 0.0
                 FROM call_campaign_activity entered
                 JOIN res_company company ON company.id = entered.company_id"""
        )

    def _charges_query(self):
        return SQL(
            """SELECT charge.id::bigint * 3 + 2, charge.company_id, charge.currency_id, charge.partner_id,
                      charge.campaign_id, charge.date_from + time '12:00', 'charge', NULL, NULL, NULL,
                      0, 0, NULL, NULL, 0.0, 0.0, 0.0, 0, 0, NULL, 0.0,
                      charge.amount / 1000000.0, charge.amount / 1000000.0, 0.0
                 FROM call_charge charge
                WHERE charge.campaign_id IS NOT NULL AND charge.state <> 'cancelled'"""
        )
