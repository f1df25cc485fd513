-- Call billing: a call that wants to be connected. In the dialplan: <action application="lua" data="call_billing.lua out"/>
-- The argument, in or out, says where an admitted call goes: see call_billing_settings.lua.
local billing = require("call_billing_api")
local settings = billing.settings
local direction = argv[1] == "in" and "in" or "out"
local uuid = session:get_uuid()

local function caller()
    local hidden = session:getVariable("privacy_hide_number") == "true"
        or (session:getVariable("sip_Privacy") or ""):match("id")
    if settings.withhold and hidden then
        return "anonymous"
    end
    return billing.number(session:getVariable("caller_id_number")) or "anonymous"
end

--- Play a prompt: Odoo's recording, else the operator's, else a speech engine's.
local function say(prompt)
    local code = type(prompt) == "table" and billing.text(prompt.code)
    if not code or not code:match("^[a-z0-9_]+$") then
        return
    end
    session:preAnswer()
    local audio = billing.text(prompt.audio)
    if audio and audio:match("^/call_center/v1/prompt/%d+%.%w+$") then
        local file = settings.sounds .. "/prompt-" .. audio:match("%d+%.%w+$")
        if freeswitch.API():execute("file_exists", file) == "true" then
            session:streamFile(file)
            return
        end
        billing.log("INFO", "no recording yet: " .. audio)
    end
    if freeswitch.API():execute("file_exists", settings.sounds .. "/" .. code .. ".wav") == "true" then
        session:streamFile(settings.sounds .. "/" .. code .. ".wav")
    elseif settings.say and billing.text(prompt.text) then
        session:execute("speak", settings.say .. "|" .. prompt.text:gsub("[|{}$]", " "))
    end
end

--- What to do without a decision: what Odoo last said, unless it was the question that was wrong.
local function unanswered(answer, status)
    local code = answer and type(answer.error) == "table" and answer.error.code or "no answer"
    billing.log("WARNING", "no decision on " .. uuid .. ": " .. tostring(status) .. " " .. tostring(code))
    local decision = billing.down()
    if status == 400 or status == 409 or status == 413 then
        decision = "deny"
    end
    if decision == "deny" and status < 400 then -- it may have been reserved for all the same
        billing.ask("end", { call_id = uuid, talk_seconds = 0 })
    end
    return { decision = decision, reason = "unavailable", max_seconds = settings.down_seconds }
end

local function authorize(pin)
    local question = {
        call_id = uuid,
        a_number = caller(),
        b_number = billing.number(session:getVariable("destination_number")),
        account_code = (session:getVariable("accountcode") or ""):gsub("[^%w_.-]", ""):sub(1, 80),
        seconds = settings.step,
        pin = pin,
    }
    local answer, status = billing.ask("authorize", question)
    if status ~= 200 or not answer or not billing.text(answer.decision) then
        return unanswered(answer, status)
    end
    billing.keep(answer)
    return answer
end

--- Ask for PINs as long as Odoo wants one, and there are tries left.
local function decide()
    local answer = authorize()
    for _ = 1, settings.tries do
        if answer.decision ~= "ask_pin" or not session:ready() then
            return answer
        end
        session:answer()
        say(answer.prompt)
        local digits = session:getDigits(10, "#", 10000, 5000)
        if digits and digits:match("^%d%d%d%d%d%d%d%d%d%d$") then
            answer = authorize(digits)
        end
    end
    if answer.decision == "ask_pin" then
        answer.decision = "deny"
    end
    return answer
end

--- Money counts from the conversation on: the called leg starts the clock as it answers.
local function connect(answer)
    local max = billing.whole(answer.max_seconds) or 0
    session:setVariable("call_billing_max", tostring(max))
    session:setVariable("call_billing_warn", tostring(billing.whole(answer.warn_at) or 0))
    session:setVariable("call_billing_long", tostring(answer.reason == "ok" and not tonumber(answer.warn_at)
        and max >= settings.step))
    session:setVariable("api_reporting_hook", "lua call_billing_end.lua")
    session:setVariable("hangup_after_bridge", "true")
    if answer.counted_from == "dial" then
        billing.limit(uuid, max)
    else
        session:execute("export", "nolocal:execute_on_answer=lua call_billing_answered.lua " .. uuid)
    end
    session:execute("enable_heartbeat", tostring(settings.heartbeat))
    session:execute("bridge", settings.target[direction]:format(session:getVariable("destination_number")))
end

if not billing.number(session:getVariable("destination_number")) then
    session:hangup("INVALID_NUMBER_FORMAT")
    return
end
local answer = decide()
if answer.decision == "allow" then
    connect(answer)
    return
end
say(answer.prompt)
if answer.decision == "transfer" and settings.service ~= "" then
    session:setVariable("process_cdr", "false") -- not a call to bill
    session:execute("bridge", settings.service)
else
    session:hangup("CALL_REJECTED") -- 21
end
