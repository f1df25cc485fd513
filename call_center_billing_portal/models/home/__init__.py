from . import res_partner_bundles
