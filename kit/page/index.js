"use strict";
// The list of all runs: which did not pass, by which rule, on which actor. A click opens a run.

const indexState = {text: "", verdict: "", rule: "", actor: "", selected: 0, all: false};

// More rows would only slow the page down; a reader narrows the list with the filters.
const INDEX_MOST = 1000;

lifeline.isRed = (head) => head.verdict !== "pass" && head.verdict !== "skip";

function headMatches(head) {
    const state = indexState, wanted = state.text.toLowerCase();
    const bad = head.findings.filter((finding) => finding.verdict !== "pass");
    const hay = [head.name, head.is_replay ? "replay" : "", head.log, head.sentence, ...bad.map((finding) => finding.place + " " + finding.text)];
    return (!state.verdict || head.verdict === state.verdict) &&
           (!state.rule || bad.some((finding) => finding.rule === state.rule)) &&
           (!state.actor || bad.some((finding) => finding.actor === state.actor)) &&
           (!wanted || hay.some((text) => text.toLowerCase().includes(wanted)));
}

lifeline.listed = () => lifeline.heads.filter(headMatches);

lifeline.badge = (verdict) => lifeline.element("span", {
    class: "badge " + verdict, title: lifeline.words.verdicts[verdict]}, verdict.toUpperCase());

// The finding that decided the verdict: with `must fail` a run can pass with one that failed.
lifeline.worst = (head) => head.findings.reduce((worst, finding) =>
    !worst || lifeline.severity(finding.verdict) > lifeline.severity(worst.verdict) ? finding : worst, null);

// A replay is one more run of a scenario whose first run may be listed, too.
lifeline.replayMark = (head) => head.is_replay
    ? lifeline.element("span", {class: "replayed", title: "this is the log of a replay"}, "replay") : "";

// What the judge found: of a run that had to fail, what failed.
function sentence(head) {
    const worst = lifeline.worst(head);
    const place = worst && worst.verdict !== "pass"
        ? lifeline.element("strong", {}, lifeline.placeOf(head, worst), ": ") : null;
    if (head.must_fail && head.verdict === "pass")
        return [`must fail, and does: `, place, lifeline.marked(head, worst && worst.text || "")];
    return [place, lifeline.marked(head, head.sentence)];
}

// The path with its folders in a lighter colour, without the ending that all have.
function path(name) {
    const {element, shown} = lifeline;
    const parts = /^(.*[/\\])?(.*?)(\.scenario)?$/s.exec(name);
    return [element("span", {class: "folder"}, shown(parts[1] || "")), shown(parts[2] || "")];
}

function indexRow(head, position) {
    const {element, shown} = lifeline;
    return element("tr", {"data-run": head.index, class: lifeline.isRed(head) ? "red" : "",
                          "aria-selected": position === indexState.selected,
                          onclick: () => lifeline.go("run=" + (head.index + 1))},
        element("td", {}, lifeline.badge(head.verdict)),
        element("td", {class: "path"},
            element("a", {href: "#run=" + (head.index + 1), title: shown(head.log)}, path(head.name)), " ",
            lifeline.replayMark(head)),
        element("td", {class: "sentence"}, sentence(head)),
        element("td", {class: "number"}, lifeline.seconds(head.took_ns)),
        element("td", {class: "number"}, String(head.events)));
}

function drawIndexRows(body, count) {
    const heads = lifeline.listed();
    const most = indexState.all ? heads.length : INDEX_MOST;
    indexState.selected = Math.min(indexState.selected, Math.max(0, heads.length - 1));
    body.replaceChildren(...heads.slice(0, most).map(indexRow));
    count.replaceChildren(`${heads.length} of ${lifeline.heads.length} runs`);
    if (heads.length > most)
        count.append(" ", lifeline.element("button", {type: "button",
            onclick: () => { indexState.all = true; drawIndexRows(body, count); }}, `show all, not only ${most}`));
}

function choice(label, name, values, redraw) {
    const {element, shown} = lifeline;
    return element("label", {}, label + " ",
        element("select", {"data-filter": name, onchange: (event) => { indexState[name] = event.target.value; redraw(); }},
            element("option", {value: ""}, "all"),
            values.map((value) => element("option", {value, selected: indexState[name] === value}, shown(value)))));
}

function verdictChips(redraw) {
    const {element} = lifeline;
    const chips = element("div", {class: "chips", role: "group", "aria-label": "Verdicts"});
    const draw = () => chips.replaceChildren(...lifeline.verdicts.slice().reverse().map((verdict) => {
        const count = lifeline.heads.filter((head) => head.verdict === verdict).length;
        return count === 0 ? "" : element("button", {type: "button", class: "chip " + verdict,
            "data-verdict": verdict, title: lifeline.words.verdicts[verdict],
            "aria-pressed": String(indexState.verdict === verdict), onclick: () => {
                indexState.verdict = indexState.verdict === verdict ? "" : verdict;
                draw();
                redraw();
            }}, `${count} ${verdict}`);
    }));
    draw();
    return chips;
}

// The values that filter something: a rule or an actor of a finding that is no pass.
function valuesOf(name) {
    const bad = lifeline.heads.flatMap((head) => head.findings).filter((finding) => finding.verdict !== "pass");
    return Array.from(new Set(bad.map((finding) => finding[name]).filter(Boolean))).sort();
}

lifeline.drawIndex = function (app) {
    const {element} = lifeline;
    const body = element("tbody"), count = element("span", {class: "count", role: "status"});
    const redraw = () => drawIndexRows(body, count);
    const search = element("input", {type: "search", id: "search", placeholder: "Search runs  /",
        "aria-label": "Search scenarios and findings", value: indexState.text,
        oninput: (event) => { indexState.text = event.target.value; indexState.selected = 0; redraw(); }});
    app.replaceChildren(
        element("header", {class: "top"},
            element("h1", {}, "Lifeline report"), verdictChips(redraw),
            element("div", {class: "tools"}, search, choice("Rule", "rule", valuesOf("rule"), redraw),
                choice("Actor", "actor", valuesOf("actor"), redraw), count, lifeline.helpButton())),
        element("main", {class: "index", tabindex: "-1"},
            element("table", {},
                element("thead", {}, element("tr", {}, ["verdict", "scenario", "what the judge says", "duration", "events"]
                    .map((name) => element("th", {scope: "col"}, name)))), body)));
    redraw();
    lifeline.indexKeys = (key) => indexKey(key, body);
};

function indexKey(key, body) {
    const step = {ArrowDown: 1, j: 1, ArrowUp: -1, k: -1}[key];
    const rows = body.children;
    if (step && rows.length) {
        rows[indexState.selected].setAttribute("aria-selected", "false");
        indexState.selected = Math.min(Math.max(indexState.selected + step, 0), rows.length - 1);
        rows[indexState.selected].setAttribute("aria-selected", "true");
        rows[indexState.selected].scrollIntoView({block: "nearest"});
        return true;
    }
    if (key === "Enter" && rows[indexState.selected]) {
        rows[indexState.selected].click();
        return true;
    }
    return false;
}
