from . import call_bundle
from . import call_bundle_entitlement
from . import call_bundle_grant
from . import call_bundle_notice
from . import call_bundle_audit
from . import call_record
from . import res_partner
