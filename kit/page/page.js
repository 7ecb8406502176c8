"use strict";
// The page as a whole: which view is open by the address behind #, the keys, the help.

lifeline.view = null;

lifeline.go = (place) => {
    if (location.hash.slice(1) === place)
        lifeline.open();
    else
        location.hash = place;
};

lifeline.open = function () {
    const app = document.getElementById("app"), match = /^#run=(\d+)$/.exec(location.hash);
    const index = match ? Number(match[1]) - 1 : lifeline.heads.length === 1 ? 0 : -1;
    const head = lifeline.heads.find((each) => each.index === index);
    lifeline.view = head ? new lifeline.Timeline(app, head) : null;
    if (!lifeline.view)
        lifeline.drawIndex(app);
    document.body.className = lifeline.view ? "in-run" : "in-index";
};

// Works from a file as well, where the browser refuses navigator.clipboard.
lifeline.copy = function (text) {
    const area = lifeline.element("textarea", {});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
};

// X(keys, what they do)
const helpKeys = [
    ["/", "search"], ["Esc", "leave the search; back to all runs"], ["\u2191 \u2193  k j", "the row above, below"],
    ["Enter", "open the selected run"], ["n  N", "the next, previous match"], ["f", "the next fault"],
    ["v", "the next finding"], ["+  \u2212", "larger, smaller rows"], ["[  ]", "the previous, next run of the list"],
    ["?", "this help"],
];

// X(class, sign, meaning)
const helpSigns = [
    ["sign struck", "\u2715", "a fault strikes"], ["sign finding", "\u25c6", "the instant that decided a finding"],
    ["sign steps", "\u25cf", "a step, or an event of the runner"], ["sign steps", "\u22ee", "a step that comes again and again, folded"],
    ["sign reports", "\u25a1", "a report or output of an actor"], ["sign life", "\u2501", "a process is gone"],
    ["sign message", "\u2192", "a message, from the step that sent it to the step that received it"],
    ["sign notice", "\u21e2", "an actor reports something of another"], ["sign life", "\u2503", "a process lives"],
    ["sign overstay", "\u25a4", "a process still lives, though its deadline to end has passed"],
    ["sign pause", "\u2503", "an actor stands still by order"],
    ["sign deadline", "\u2503", "an operation with a deadline; red if it took longer"],
    ["sign window", "\u2503", "from the fault to the instant that decided a finding"],
    ["sign map", "\u25a6", "the strip at the right: the whole run, with red lines for faults and findings, and a grey box for what you see"],
];

lifeline.helpButton = () => lifeline.element("button", {type: "button", class: "help", title: "the signs and the keys",
    onclick: lifeline.help}, "Signs and keys ?");

lifeline.help = function () {
    const {element} = lifeline;
    const old = document.querySelector("dialog");
    if (old)
        old.remove();
    const dialog = element("dialog", {}, element("h2", {}, "Signs"),
        element("dl", {}, helpSigns.map(([name, sign, what]) => [element("dt", {class: name}, sign), element("dd", {}, what)])),
        element("h2", {}, "Keys"),
        element("dl", {}, helpKeys.map(([keys, what]) => [element("dt", {}, element("kbd", {}, keys)), element("dd", {}, what)])),
        element("h2", {}, "Verdicts"),
        element("dl", {}, lifeline.verdicts.map((verdict) =>
            [element("dt", {}, lifeline.badge(verdict)), element("dd", {}, lifeline.words.verdicts[verdict])])),
        element("form", {method: "dialog"}, element("button", {}, "Close")));
    document.body.append(dialog);
    dialog.showModal();
};

function pressed(event) {
    const field = event.target.closest("input[type=search], select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]"))
        return;
    if (field && event.key === "Escape")
        (document.querySelector(".scroller") || document.querySelector(".index")).focus();
    else if (field && event.key === "Enter" && field.type === "search" && lifeline.view)
        lifeline.view.match(event.shiftKey ? -1 : 1);
    else if (field && !(field.type === "search" && !lifeline.view && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)))
        return;
    else if (event.key === "/")
        ["focus", "select"].forEach((what) => document.getElementById("search")[what]());
    else if (event.key === "?")
        lifeline.help();
    else if (event.target.closest("button, summary, a, input") && ["Enter", " "].includes(event.key))
        return;
    else if (!(lifeline.view ? lifeline.view.key(event.key) : lifeline.indexKeys(event.key)))
        return;
    event.preventDefault();
}

addEventListener("keydown", pressed);
addEventListener("hashchange", lifeline.open);
addEventListener("beforeprint", () => lifeline.view && lifeline.view.print());
addEventListener("afterprint", () => lifeline.view && lifeline.view.relayOut());
lifeline.open();
