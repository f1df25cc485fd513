-- Call billing: what is yours to set. This file holds the source's key: owner freeswitch, mode 0400.
return {
    url = "http://127.0.0.1:8069", -- Odoo, without a path; https:// over any network
    key = "KEY", -- the source's, as Odoo showed it once
    connect = 2, -- seconds to wait for a connection
    wait = 4, -- seconds to wait for an answer; more than "Answer Within"
    down = "deny", -- allow or deny without an answer, until Odoo once told
    down_seconds = 3600, -- so long may a call last that nobody answered for
    step = 3600, -- seconds to ask for at a time
    heartbeat = 30, -- seconds between looks at a call in progress
    extend_before = 60, -- ask for more so many seconds before the end; more than heartbeat, less than step
    tries = 3, -- PINs that a caller may enter in a call
    withhold = true, -- a number whose presentation is restricted counts as withheld
    sounds = "/var/lib/freeswitch/sounds/call_billing", -- own recordings, named by prompt: ask_pin.wav
    say = nil, -- a speech engine for texts without a recording, such as "flite|kal"
    warning = "tone_stream://%(200,100,880);loops=2", -- what a caller hears before the end
    service = "user/reception", -- customer service; "" refuses such calls
    target = { -- where an admitted call goes; %s is the called number, only digits, +, * and #
        out = "sofia/gateway/carrier/%s",
        ["in"] = "loopback/agents/default",
    },
}
