from . import ir_http
from . import res_partner
from . import res_partner_users
from . import res_partner_invite
from . import res_users
