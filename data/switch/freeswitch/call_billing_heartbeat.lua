-- Call billing: a look at a call in progress. In lua.conf: <hook event="SESSION_HEARTBEAT" script="call_billing_heartbeat.lua"/>
local billing = require("call_billing_api")
local settings = billing.settings
local api = freeswitch.API()
local uuid = event:getHeader("Unique-ID")
local since = billing.whole(event:getHeader("variable_call_billing_since"))
local max = billing.whole(event:getHeader("variable_call_billing_max"))
if event:getHeader("variable_call_billing_long") ~= "true" or not since or not max then
    return
end
local talk = os.time() - since
if talk < max - settings.extend_before or talk >= max then
    return
end
local answer, status = billing.ask("extend", { call_id = uuid, talk_seconds = talk, seconds = settings.step })
local more = status == 200 and answer and billing.whole(answer.max_seconds) or 0
if more > max then
    local warn = billing.whole(answer.warn_at)
    api:execute("uuid_setvar", uuid .. " call_billing_max " .. more)
    billing.limit(uuid, more - (os.time() - since), warn and warn - talk)
    if warn then
        api:execute("uuid_setvar", uuid .. " call_billing_long false") -- there is no more to be had
    end
end
