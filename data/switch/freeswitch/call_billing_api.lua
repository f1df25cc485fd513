-- Call billing: questions to Odoo, the same for all scripts of this kit.
-- FreeSWITCH 1.10 with mod_lua, mod_curl and mod_commands.
local settings = require("call_billing_settings")
local api = freeswitch.API()
local billing = { settings = settings }

--- What goes over the wire in one piece: nothing that mod_curl would take for the next word.
local function escaped(text)
    return (text:gsub("[^%w_.~-]", function(letter)
        return string.format("%%%02X", letter:byte())
    end))
end

--- A JSON object of numbers and texts; keys are ours.
local function object(values)
    local parts = {}
    for name, value in pairs(values) do
        if type(value) == "number" then
            value = string.format("%d", value)
        else
            value = '"' .. value:gsub('[%c"\\]', function(letter)
                return string.format("\\u%04x", letter:byte())
            end) .. '"'
        end
        parts[#parts + 1] = '"' .. name .. '":' .. value
    end
    return "{" .. table.concat(parts, ",") .. "}"
end

--- What Odoo answers; nil and 0 without an answer.
-- @param operation authorize, extend, end or pin
-- @return table, HTTP status
function billing.ask(operation, question)
    local said = api:execute("curl", table.concat({
        settings.url .. "/call_center/v1/" .. operation,
        "connect-timeout " .. settings.connect,
        "timeout " .. settings.wait,
        "secure json content-type application/json",
        "append_headers 'Authorization: Bearer " .. settings.key .. "'",
        "post " .. escaped(object(question)),
    }, " "))
    local json = freeswitch.JSON()
    local envelope = said and said:sub(1, 1) == "{" and json:decode(said) or {}
    local status = billing.whole(envelope.status_code) or 0
    local body = envelope.body
    local answer = type(body) == "string" and body:sub(1, 1) == "{" and json:decode(body) or nil
    return answer, status
end

--- A number that is one, else nil: digits, +, * and #, up to 64.
function billing.number(text)
    text = text or ""
    return #text <= 64 and text:match("^[%d+*#]+$") or nil
end

--- What holds without an answer: what Odoo last said, else the settings.
function billing.down()
    local said = api:execute("global_getvar", "call_billing_if_unavailable")
    return (said == "allow" or said == "deny") and said or settings.down
end

--- Keep what Odoo says of times without an answer.
function billing.keep(answer)
    local said = answer.if_unavailable
    if (said == "allow" or said == "deny") and said ~= billing.down() then
        api:execute("global_setvar", "call_billing_if_unavailable=" .. said)
    end
end

--- A whole number of an answer or a variable, nil for anything else.
function billing.whole(value)
    local number = tonumber(value)
    return number and math.floor(number)
end

--- A text of an answer, nil for null or anything else.
function billing.text(value)
    return type(value) == "string" and value or nil
end

--- Grant a call so many seconds more from now, in place of what was granted before.
function billing.limit(uuid, seconds, warn_in)
    api:execute("sched_del", uuid)
    api:execute("sched_hangup", "+" .. math.max(1, seconds) .. " " .. uuid .. " ALLOTTED_TIMEOUT")
    if warn_in then
        api:execute("sched_broadcast", "+" .. math.max(1, warn_in) .. " " .. uuid .. " " .. settings.warning .. " aleg")
    end
end

function billing.log(level, text)
    freeswitch.consoleLog(level, "call billing: " .. text .. "\n")
end

return billing
