"""What no program can mend."""

from odoo.exceptions import UserError


class NeedsClerk(UserError):
    """Trying again will not help: a person is told at once, in the words of the error."""
