-- Call billing: the called party has answered; its leg runs this, with the caller's leg as the argument.
local billing = require("call_billing_api")
local api = freeswitch.API()
local uuid = argv[1]
local max = billing.whole(api:execute("uuid_getvar", uuid .. " call_billing_max")) or 0
local warn = billing.whole(api:execute("uuid_getvar", uuid .. " call_billing_warn")) or 0
api:execute("uuid_setvar", uuid .. " call_billing_since " .. os.time())
billing.limit(uuid, max, warn > 0 and warn or nil)
