from . import call_notice_event
from . import call_notice_preference
from . import call_notice
from . import call_notice_words
from . import call_notice_send
from . import mail_mail
from . import res_partner
from . import res_partner_choice
