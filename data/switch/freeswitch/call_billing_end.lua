-- Call billing: the caller's leg is over; run by api_reporting_hook, once, whoever hung up.
local billing = require("call_billing_api")
local uuid = env:getHeader("uuid") or env:getHeader("variable_uuid") or env:getHeader("Unique-ID")
local since = billing.whole(env:getHeader("variable_call_billing_since"))
local ended = billing.whole(env:getHeader("variable_end_epoch")) or os.time()
local begun = billing.whole(env:getHeader("variable_start_epoch")) or ended
local max = billing.whole(env:getHeader("variable_call_billing_max")) or 0
local talk = since and math.min(math.max(0, ended - since), max) or 0
local answer, status = billing.ask("end", { call_id = uuid, talk_seconds = talk, duration = math.max(talk, ended - begun) })
if status ~= 200 or not answer then
    billing.log("NOTICE", "end of " .. uuid .. " not taken: " .. status .. ". Its record will settle it")
end
