from . import call_feedback
from . import call_feedback_answer
from . import call_feedback_customer
from . import res_partner
