from . import test_bank
from . import test_money
from . import test_pauses
from . import test_payment_confirm
from . import test_reminder_access
from . import test_reminder_charges
from . import test_reminders
