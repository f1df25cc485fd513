/** Who manages the users of an account at work: colleagues, notifications, privacy. */
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** From the home page by the card that leads there. */
function open(address) {
    return {
        content: "open the page from the home page",
        trigger: `a[href='${address}']`,
        run: "click",
        expectUnloadPage: true,
    };
}

tours.add("call_access_users", {
    steps: () => [
        open("/my/users"),
        {
            content: "the colleague's name",
            trigger: "#invite_name",
            run: "edit Nora",
        },
        {
            content: "and address",
            trigger: "#invite_email",
            run: "edit nora@example.com",
        },
        {
            content: "who may order, too",
            trigger: "label[for='role_new_order']",
            run: "click",
        },
        {
            content: "invite",
            trigger: "button:contains('Send the invitation'):not(.btn-light)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is on its way",
            trigger: "[role='status']:contains('on its way')",
        },
        {
            content: "no bills for the sibling",
            trigger: "li:contains('portal_sibling@example.com') label:contains('Sees Bills')",
            run: "click",
        },
        {
            content: "keep that",
            trigger: "li:contains('portal_sibling@example.com') button:contains('Save')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "open what removes the colleague's access",
            trigger: "li:contains('portal_colleague@example.com') summary",
            run: "click",
        },
        {
            content: "remove it",
            trigger: "li:contains('portal_colleague@example.com') button:contains('Remove access now')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "it is gone",
            trigger: "[role='status']:contains('removed')",
        },
    ],
});

tours.add("call_access_privacy", {
    steps: () => [
        open("/my/privacy"),
        {
            content: "whose data",
            trigger: "label[for='whose_contact']",
            run: "click",
        },
        {
            content: "know that it is for good",
            trigger: "label[for='erase_sure']",
            run: "click",
        },
        {
            content: "ask",
            trigger: "button:contains('Ask for erasure')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "they have it",
            trigger: "[role='status']:contains('We have your request')",
        },
        {
            content: "think better of it",
            trigger: "button:contains('Withdraw the request')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "everything stays",
            trigger: "[role='status']:contains('withdrawn')",
        },
    ],
});

tours.add("call_access_notifications", {
    steps: () => [
        open("/my/notifications"),
        {
            content: "no low balance any more",
            trigger: "label[for='on_low_balance']",
            run: "click",
        },
        {
            content: "for the account",
            trigger: "form[action='/my/notifications/account'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "write to me",
            trigger: "label[for='own_contact']",
            run: "click",
        },
        {
            content: "for me",
            trigger: "button:contains('Save my own choice')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "kept",
            trigger: "#own_contact:checked",
        },
    ],
});
