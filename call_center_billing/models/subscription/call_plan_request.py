"""What a customer, or a clerk for one, asks to be changed: approved or not, carried out, and answered."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import Micro
from ..account.credit import CLERK, MANAGER

#: states in which nothing has come of it yet
OPEN = ("new", "approved")


class CallPlanRequest(models.Model):
    """A wish for a change of a subscription. Approved, it is a change of that subscription, now or on its day."""

    _name = "call.plan.request"
    _description = "Request for a Change of Plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    subscription_id = fields.Many2one(
        "call.subscription", required=True, index=True, ondelete="restrict", check_company=True
    )
    partner_id = fields.Many2one(related="subscription_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="subscription_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="subscription_id.currency_id")
    asked_by_id = fields.Many2one(
        "res.partner", readonly=True, help="The customer's contact; empty: a clerk for the customer."
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("approved", "Approved"),
            ("done", "Done"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        help="Approved: it is carried out on its day. Done: it holds.",
    )
    kind = fields.Selection(selection="_kinds", string="What", required=True, default="plan", tracking=True)
    plan_id = fields.Many2one("call.plan", string="New Plan", check_company=True, tracking=True)
    item_id = fields.Many2one("call.subscription.item", domain="[('subscription_id', '=', subscription_id)]")
    quantity = fields.Integer(string="New Quantity", aggregator=None)
    when = fields.Selection(
        [("now", "As soon as it is approved"), ("next", "Next period"), ("day", "On a day")],
        required=True,
        default="next",
    )
    day = fields.Date(string="Wanted On", help="First day on which it is to hold.")
    effective_on = fields.Date(string="Holds From", compute="_compute_effective_on", store=True)
    cost = Micro(
        string="Cost Now",
        readonly=True,
        copy=False,
        help="What it charges, less what it credits of what was paid in advance; without tax. Worked out when it was "
        "asked for, and again when it was approved.",
    )
    note = fields.Text(string="The Customer's Words")
    answer = fields.Text(string="Answer to the Customer", readonly=True, copy=False)
    step_id = fields.Many2one("call.subscription.step", string="Change", readonly=True, copy=False, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True, domain=[("share", "=", False)])
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)

    _quantity = models.Constraint("CHECK (COALESCE(quantity, 0) >= 0)", "A quantity is 0 or more.")
    _whole = models.Constraint(
        "CHECK ((kind <> 'plan' OR plan_id IS NOT NULL) AND (kind <> 'quantity' OR item_id IS NOT NULL)"
        " AND (\"when\" <> 'day' OR day IS NOT NULL))",
        "A request names the new plan, or the item and how many, and the day if it is one.",
    )

    @api.model
    def _kinds(self):
        return self.env["call.subscription.step"]._fields["kind"]._description_selection(self.env)

    @api.depends("kind", "subscription_id", "plan_id", "create_date")
    def _compute_name(self):
        labels = dict(self._kinds())
        for request in self:
            what = request.plan_id.name if request.kind == "plan" else labels.get(request.kind)
            number = f" #{request._origin.id}" if request._origin.id else ""
            request.name = f"{request.subscription_id.display_name or ''}: {what or ''}{number}"

    @api.depends("step_id.day", "day", "when", "subscription_id")
    def _compute_effective_on(self):
        for request in self:
            subscription = request.subscription_id
            if request.step_id:
                request.effective_on = request.step_id.day
            elif subscription:
                request.effective_on = subscription._day_of(request.when, request.day)
            else:
                request.effective_on = False

    @api.model_create_multi
    def create(self, vals_list):
        """Requests are worked out at once: what cannot be done isn't asked for."""
        requests = super().create(vals_list)
        for request in requests:
            request.sudo().cost = request._cost()
            request._plan_answer()
            request._tell()
        return requests

    def _cost(self):
        """What it would charge and credit on its day.

        :raise UserError: it cannot be done
        """
        self.ensure_one()
        subscription = self.subscription_id.sudo()
        return subscription._cost_of_change(self.kind, self.effective_on, **self._values())["amount"]

    def _values(self):
        """What `call.subscription._order_step` takes."""
        self.ensure_one()
        if self.kind == "plan":
            return {"version": self.plan_id.sudo()._at(self.effective_on)}
        return {"quantities": {self.item_id.sudo(): self.quantity}} if self.kind == "quantity" else {}

    def _plan_answer(self):
        """Somebody is to answer: whoever is responsible, else the company's who looks after billing."""
        user = self.user_id or self.company_id.sudo()._call_billing_responsible()
        theirs = self.sudo().with_context(lang=user.lang)
        theirs.activity_schedule(
            "mail.mail_activity_data_todo", summary=theirs.env._("Answer the request"), user_id=user.id
        )

    def action_approve(self):
        """Do it, now or on its day."""
        for request in self:
            request._check_decides("new")
            vals = {"cost": request._cost()}
            subscription = request.subscription_id.sudo().with_context(call_plan_request=True)
            step = subscription._order_step(request.kind, request.effective_on, **request._values())
            request._decided("approved", step_id=step.id, **vals)
            if step.state == "done":
                request._carried_out()
        return True

    def action_reject(self):
        """Say why not."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_plan_request_reject_action")
        return action | {"context": {"default_request_id": self.id}}

    def _reject(self, answer):
        """Don't do it, and tell the customer why."""
        for request in self:
            request._check_decides("new")
            request._decided("rejected", answer=answer)
        return True

    def action_withdraw(self):
        """The customer no longer wants it; what is approved and not carried out yet isn't."""
        self.check_access("write")
        return self._withdraw()

    def _withdraw(self):
        for request in self.sudo():
            if request.state not in OPEN:
                raise UserError(self.env._("%(request)s is closed.", request=request.name))
            if request.step_id.state in ("planned", "failed"):
                request.step_id.action_withdraw()
            request._closed("withdrawn")
        return True

    def _check_decides(self, state):
        """Who may decide is a setting of the company."""
        self.check_access("write")
        group = MANAGER if self.company_id.sudo().call_request_approval == "manager" else CLERK
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(self.env._("Billing managers decide on requests for changes here."))
        if self.state != state:
            raise UserError(self.env._("%(request)s has been decided on.", request=self.name))

    def _decided(self, state, **vals):
        now = {"decided_at": fields.Datetime.now(), "decided_by_id": self.env.uid}
        self.sudo().write({"state": state, **now, **vals})
        self._closed(state)
        self._tell()

    def _carried_out(self):
        """The change holds: called when it is carried out."""
        for request in self.sudo().filtered(lambda request: request.state == "approved"):
            request._closed("done")

    def _closed(self, state):
        """Keep what became of it."""
        request = self.sudo()
        request.state = state
        request.activity_unlink(["mail.mail_activity_data_todo"])

    def _tell(self):
        """The customer's mail: it is asked for, approved, or rejected."""
        request = self.sudo()
        request.partner_id._call_notify(
            "plan_request", f"{request.id}-{request.state}", record=request, values=request._words()
        )

    def _words(self):
        """Words for the customer's mail."""
        words = {"name": self._what(), "state": self.state}
        if self.state == "rejected":
            return words | {"reason": self.answer}
        words["date"] = self.effective_on
        return words | ({"amount": self.cost, "currency": self.currency_id.name} if self.cost > 0 else {})

    def _what(self):
        """What is asked for, in the customer's language."""
        request = self.with_context(lang=self.partner_id.lang)
        if request.kind == "plan":
            return request.plan_id.name
        if request.kind == "quantity":
            return f"{request.quantity} × {request.item_id.product_id.name}"
        return dict(request._kinds())[request.kind]

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A request stays on record. Withdraw it instead."))
