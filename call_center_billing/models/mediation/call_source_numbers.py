"""What a source's switch does to numbers, so that they can be brought into one form."""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...cdr import Numbering, Rules

#: longest number that may be an extension; longer ones are telephone numbers everywhere
MOST_SHORT = 6
PREFIX = re.compile(r"[0-9*#]{1,12}")


class CallSource(models.Model):
    """Settings of normalisation; they hold for what is imported from now on."""

    _inherit = "call.source"

    called_prefixes = fields.Char(
        string="Before Called Numbers",
        tracking=True,
        help="What the switch writes before numbers that were dialled, such as 9 for a line out or *31# for a withheld "
        "number; commas between them. The longest that a number begins with is taken off. Numbers with + have none.",
    )
    calling_prefixes = fields.Char(
        string="Before Calling Numbers", tracking=True, help="The same for the numbers of callers."
    )
    short_digits = fields.Integer(
        string="Short Numbers Up To",
        tracking=True,
        help="Numbers of up to so many digits are extensions or short codes: they stay as they are, and nothing is "
        "taken off them. 0: what cannot be a telephone number stays as it is.",
    )
    withheld_words = fields.Char(
        string="Withheld Numbers Are Written",
        tracking=True,
        help="Words or numbers that stand for a number which the caller withholds, besides anonymous, private, unknown "
        "and the like; commas between them.",
    )

    _short_digits = models.Constraint(
        f"CHECK (short_digits IS NULL OR short_digits BETWEEN 0 AND {MOST_SHORT})",
        f"Short numbers have up to {MOST_SHORT} digits.",
    )

    @api.constrains("called_prefixes", "calling_prefixes")
    def _check_prefixes(self):
        for source in self:
            for prefix in (*_parts(source.called_prefixes), *_parts(source.calling_prefixes)):
                if not PREFIX.fullmatch(prefix):
                    raise ValidationError(
                        self.env._(
                            "“%(prefix)s” is nothing that a switch writes before numbers: digits, * and #, as in 9 or "
                            "*31#; commas between several.",
                            prefix=prefix,
                        )
                    )

    def _numbering(self, calling=False):
        """How the source's numbers are brought into one form.

        :param bool calling: those of callers, else those that were called
        :rtype: cdr.Numbering
        """
        prefixes = _parts(self.calling_prefixes if calling else self.called_prefixes)
        withheld = frozenset(word.lower() for word in _parts(self.withheld_words))
        rules = Rules(tuple(prefixes), self.short_digits, withheld)
        return Numbering(self.country_id.code or "", self.international_numbers, rules)


def _parts(text):
    return [part.strip() for part in (text or "").split(",") if part.strip()]
