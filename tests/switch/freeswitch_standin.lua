-- FreeSWITCH's objects as far as the kit uses them, over the real HTTP API: a call that a script meets, told line by line.
-- lua5.4 freeswitch_standin.lua KIT CALL_ID FROM TO SECONDS [PIN]; the settings come from URL and KEY of the environment.
local cjson = require("cjson")
local kit, uuid, from, to, seconds, pin = table.unpack(arg)
local moment, globals, variables, up = os.time(), {}, {}, true
package.path = kit .. "/?.lua;" .. package.path

-- as mod_lua: null is nothing
local function without_null(value)
    if type(value) == "table" then
        for name, each in pairs(value) do
            value[name] = without_null(each)
        end
    end
    return value ~= cjson.null and value or nil
end

-- as mod_curl: words between blanks, or between quotation marks; a body is decoded
local function words(text)
    local found = {}
    local rest = text
    while #rest > 0 do
        local word, after = rest:match("^'([^']*)'%s*(.*)$")
        if not word then
            word, after = rest:match("^(%S+)%s*(.*)$")
        end
        found[#found + 1], rest = word, after
    end
    return found
end

local function curl(text)
    local given, options, body, at = words(text), {}, "", 2
    while at <= #given do
        local word = given[at]
        if word == "timeout" then options[#options + 1] = "-m " .. given[at + 1]; at = at + 1
        elseif word == "connect-timeout" then options[#options + 1] = "--connect-timeout " .. given[at + 1]; at = at + 1
        elseif word == "content-type" then options[#options + 1] = "-H 'Content-Type: " .. given[at + 1] .. "'"; at = at + 1
        elseif word == "append_headers" then options[#options + 1] = "-H '" .. given[at + 1] .. "'"; at = at + 1
        elseif word == "post" then
            body = given[at + 1]:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end)
            at = at + 1
        end
        at = at + 1
    end
    local name = os.tmpname()
    local file = assert(io.open(name, "w"))
    file:write(body)
    file:close()
    local pipe = io.popen("curl -s -w '\\n%{http_code}' " .. table.concat(options, " ")
        .. " --data-binary @" .. name .. " " .. given[1])
    local said, status = pipe:read("a"):match("^(.*)\n(%d+)$")
    pipe:close()
    os.remove(name)
    print("curl " .. given[1]:match("[^/]+$") .. " " .. body .. " -> " .. status .. " " .. said)
    return cjson.encode({ status_code = tonumber(status), body = #said > 0 and said or nil })
end

local commands = {
    curl = curl,
    global_getvar = function(name) return globals[name] or "" end,
    global_setvar = function(text) local name, value = text:match("^([^=]+)=(.*)$"); globals[name] = value end,
    uuid_getvar = function(text) return variables[text:match(" (.+)$")] or "_undef_" end,
    uuid_setvar = function(text) local name, value = text:match(" (%S+) (.+)$"); variables[name] = value end,
    file_exists = function() return "false" end,
}
local api = { execute = function(_self, command, text)
    if commands[command] then return commands[command](text) end
    print(command .. " " .. text)
    return "+OK"
end }
freeswitch = {
    API = function() return api end,
    JSON = function() return { decode = function(_self, text) return without_null(cjson.decode(text)) end } end,
    consoleLog = function(level, text) io.write(level, ": ", text) end,
}
os.time = function() return moment end

local function run(script, ...)
    argv = { ... }
    dofile(kit .. "/" .. script)
end

package.loaded.call_billing_settings = dofile(kit .. "/call_billing_settings.lua")
local settings = package.loaded.call_billing_settings
settings.url, settings.key = os.getenv("URL"), os.getenv("KEY")
settings.step, settings.extend_before = tonumber(os.getenv("STEP") or 3600), 3
variables = { caller_id_number = from, destination_number = to }

local function conversation()
    run("call_billing_answered.lua", uuid)
    for _ = 1, tonumber(seconds) do
        moment = moment + 1
        event = { getHeader = function(_self, name)
            return name == "Unique-ID" and uuid or variables[name:gsub("^variable_", "")]
        end }
        run("call_billing_heartbeat.lua")
    end
end
session = {
    get_uuid = function() return uuid end,
    getVariable = function(_self, name) return variables[name] end,
    setVariable = function(_self, name, value) variables[name] = value end,
    ready = function() return up end,
    answer = function() print("answer") end,
    preAnswer = function() print("early media") end,
    streamFile = function(_self, file) print("play " .. file) end,
    getDigits = function() return pin end,
    hangup = function(_self, cause) print("hangup " .. cause); up = false end,
    execute = function(_self, application, data)
        print(application .. " " .. data)
        if application == "bridge" and variables.api_reporting_hook then conversation() end
    end,
}
run("call_billing.lua", "out")
if variables.api_reporting_hook then
    env = { getHeader = function(_self, name)
        if name == "uuid" then return uuid end
        return name == "variable_end_epoch" and tostring(moment) or variables[name:gsub("^variable_", "")]
    end }
    run("call_billing_end.lua")
end
