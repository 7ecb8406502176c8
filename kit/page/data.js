"use strict";
// The runs of the page, read from its elements of JSON, and what belongs together in a run: the two
// ends of a message, the life of a process, an operation with its deadline. All text of a log goes
// into the page as text nodes, never as HTML.

const lifeline = {};

// Builds an element. Strings among the children become text nodes.
lifeline.element = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
        if (name.startsWith("on"))
            element.addEventListener(name.slice(2), value);
        else if (value !== undefined && value !== false)
            element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return element;
};

// Control characters, marks that change the direction of text, and stray bytes (lone surrogates),
// visible as they are in lifeline's other outputs. Line ends and tabs stay if `lines` is true.
lifeline.shown = function (text, lines) {
    const odd = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;
    return String(text).replace(odd, (c) => {
        const code = c.codePointAt(0);
        if (lines && (c === "\n" || c === "\t"))
            return c;
        if (code >= 0xdc80 && code <= 0xdcff)
            return "\\x" + (code - 0xdc00).toString(16);
        return code < 0x80 ? "\\x" + code.toString(16).padStart(2, "0")
                           : "\\u" + code.toString(16).padStart(4, "0");
    });
};

lifeline.seconds = (ns) => (ns / 1e9).toFixed(3) + " s";

lifeline.lineName = (of) => "line " + of.line + (of.time ? ", time " + of.time : "");

lifeline.words = JSON.parse(document.getElementById("words").textContent);

// The verdicts from the mildest to the worst, as the kit lists them.
lifeline.verdicts = Object.keys(lifeline.words.verdicts);
lifeline.severity = (verdict) => lifeline.verdicts.indexOf(verdict);

lifeline.heads = Array.from(document.querySelectorAll("script.head"), (element, index) => {
    const head = JSON.parse(element.textContent);
    head.index = index;
    head.findings.forEach((finding) => {
        finding.place = finding.source === "rule" ? "rule " + finding.rule
                      : finding.source === "line" ? lifeline.lineName(finding) : "the run";
    });
    return head;
}).sort((a, b) => lifeline.severity(b.verdict) - lifeline.severity(a.verdict));

// ---- kinds of rows ----

// X(name, label, kinds of event): the filters of a run. A kind of a newer log is the runner's.
lifeline.groups = [
    {name: "faults", label: "Faults", kinds: ["struck", "confirmed", "missed", "held", "released", "resumed", "not-resumed", "break"]},
    {name: "reports", label: "Reports", kinds: ["report"]},
    {name: "steps", label: "Steps", kinds: ["step"]},
    {name: "output", label: "Output", kinds: ["printed", "matched", "input", "checked", "folder"]},
    {name: "processes", label: "Processes", kinds: ["started", "attached", "exited", "ended", "left", "escaped", "record-end"]},
    {name: "runner", label: "Runner", kinds: []},
];

lifeline.groupOf = (kind) =>
    (lifeline.groups.find((group) => group.kinds.includes(kind)) || {name: "runner"}).name;

// ---- a run ----

// The runner first, then each parent with its children, then actors that only the events name.
function lanesOf(head, events) {
    const names = [""];
    const add = (name) => { if (!names.includes(name)) names.push(name); };
    head.actors.forEach((actor, index) => {
        if (actor.parent >= 0)
            return;
        add(actor.name);
        head.actors.forEach((child) => { if (child.parent === index) add(child.name); });
    });
    const known = new Set(names);
    for (const event of events) {
        if (event.actor && !known.has(event.actor)) {
            known.add(event.actor);
            names.push(event.actor);
        }
    }
    return names.map((name, index) => {
        const actor = head.actors.find((candidate) => candidate.name === name);
        return {name: name || "runner", index, role: name ? (actor ? actor.role : "unknown") : "runner",
                program: actor ? actor.program : "",
                parent: actor && actor.parent >= 0 ? head.actors[actor.parent].name : ""};
    });
}

// ---- the sentences of the judge ----

// A line of the scenario, which `toLine` shows; without it, as text. null if the scenario has no such line.
function lineMark(head, number, toLine) {
    const line = head.scenario.split("\n")[number - 1], label = "scenario line " + number;
    if (line === undefined || !toLine)
        return line === undefined ? null : label;
    return lifeline.element("button", {type: "button", class: "to-line", title: lifeline.shown(line.trim()),
                                       onclick: () => toLine(number)}, label);
}

// The parts of a sentence: the actors' names in their colours, "line 5" as a line of the scenario. What
// stands between double quotes is somebody's text, and stays as it is.
lifeline.marked = function (head, text, toLine) {
    const {element, shown} = lifeline;
    const lanes = new Map(lanesOf(head, []).slice(1).map((lane) => [lane.name, lane.index]));
    const parts = [];
    let done = 0;
    for (const match of text.matchAll(/"[^"]*"|\bline (\d+)\b|[\w-]+(?:\.[\w-]+)*/g)) {
        const part = match[1] ? lineMark(head, Number(match[1]), toLine) : lanes.has(match[0])
            ? element("b", {class: "who lane-" + lanes.get(match[0]) % 8}, match[0]) : null;
        if (part === null)
            continue;
        parts.push(shown(text.slice(done, match.index)), part);
        done = match.index + match[0].length;
    }
    return [...parts, shown(text.slice(done))];
};

// The rule, the line or the whole run that a finding is of, and its actor.
lifeline.placeOf = (head, finding, toLine) =>
    lifeline.marked(head, finding.place + (finding.actor ? " on " + finding.actor : ""), toLine);

// ---- rows, arrows and bars ----

// What decided a finding is an event, or a deadline that passed without one.
function findingRow(finding, instants) {
    return {event: "finding", at_ns: finding.at_ns > 0 ? finding.at_ns : Infinity, actor: finding.actor || "",
            what: finding.text, finding,
            isDeadline: finding.verdict === "fail" && finding.at_ns > 0 && !instants.has(finding.at_ns)};
}

// "reply.sent #3, killed here" as "killed at reply.sent #3": the step has a row of its own. A call that was made
// to fail is what the row is about.
function tellStrike(row) {
    const harm = /^(.*) here$/.exec(row.note || "");
    if (row.event !== "struck" || row.name === "fail" || !harm)
        return;
    row.what = harm[1] + " at " + row.what;
    delete row.note;
}

// Findings become rows at the instant that decided them; those without an instant come last.
function rowsOf(head, events) {
    const instants = new Set(events.map((event) => event.at_ns));
    const findings = head.findings.filter((finding) => finding.verdict !== "pass")
        .map((finding) => findingRow(finding, instants)).sort((a, b) => a.at_ns - b.at_ns);
    events.forEach(tellStrike);
    const rows = [];
    let next = 0;
    for (const event of events) {
        while (next < findings.length && findings[next].at_ns < event.at_ns)
            rows.push(findings[next++]);
        rows.push(event);
    }
    rows.push(...findings.slice(next));
    const last = events.length ? events[events.length - 1].at_ns : 0;
    rows.forEach((row, index) => {
        row.index = index;
        row.actor = row.actor || "";
        row.group = row.event === "finding" ? "finding" : lifeline.groupOf(row.event);
        if (row.at_ns === Infinity)
            row.at_ns = last;
    });
    return rows;
}

// The sides of a message that this step can be: its channel, and whether the actor sends.
function sidesOf(head, row) {
    const step = head.meanings[row.name] || row.name;
    return lifeline.words.channels.flatMap((channel) => [
        channel.sent === step ? {channel, sends: true} : [],
        channel.received === step ? {channel, sends: false} : []].flat());
}

// The two ends of a message have the same channel, child and number. A receiver's event can stand
// before its sender's, which is recorded once the message is sent. A new process counts anew.
function messagesOf(head, rows) {
    const arrows = [], ends = new Map();
    for (const row of rows) {
        if (row.event === "started")
            ends.delete(row.actor);
        if (row.event !== "step" || !row.sequence)
            continue;
        for (const {channel, sends} of sidesOf(head, row)) {
            const child = (sends === channel.by_child ? row.actor : row.peer) || "";
            if (!ends.has(child))
                ends.set(child, {sent: new Map(), received: new Map()});
            const {sent, received} = ends.get(child), key = channel.sent + row.sequence;
            const other = (sends ? received : sent).get(key);
            if (other)
                arrows.push({kind: "message", from: sends ? row : other, to: sends ? other : row});
            if (other && sends)
                other.isEarly = true;
            if (sends)
                received.delete(key);
            if (sends || !other)
                (sends ? sent : received).set(key, row);
        }
    }
    return arrows;
}

// Arrows at one instant: who started whom, what the runner did, what was noticed of whom.
function instantsOf(run) {
    const arrows = [];
    const add = (row, kind, from, to) => {
        if (run.lane.has(from) && run.lane.has(to) && from !== to)
            arrows.push({kind, from: row, to: row, fromLane: run.lane.get(from), toLane: run.lane.get(to)});
    };
    for (const row of run.rows) {
        const lane = run.lanes[run.lane.get(row.actor)];
        if (row.event === "started" && row.actor)
            add(row, "start", lane.parent, row.actor);
        else if (row.event === "struck" && !row.by)
            add(row, "fault", "", row.actor);
        else if (["input", "stop", "ended", "released", "resumed"].includes(row.event))
            add(row, "order", "", row.actor);
        else if (row.event === "report" && row.peer)
            add(row, "notice", row.peer, row.actor);
    }
    return arrows;
}

// From `started` to `exited` of one process, or to the end of its record in a field log; `to` is
// missing for a process whose end nobody saw.
function livesOf(run) {
    const lives = [], open = new Map();
    for (const row of run.rows) {
        if (row.event === "started" && row.actor) {
            const life = {kind: "life", lane: run.lane.get(row.actor), from: row};
            open.set(row.pid, life);
            lives.push(life);
        } else if (["exited", "record-end"].includes(row.event) && open.has(row.pid)) {
            open.get(row.pid).to = row;
            open.delete(row.pid);
        }
    }
    return lives;
}

// A process that lives on although the rule child-ends demanded its end. With two processes of the actor at
// that instant, nobody knows which one the finding means.
function overstaysOf(run, lives) {
    const overstays = [];
    for (const row of run.rows) {
        if (row.event !== "finding" || row.finding.rule !== "child-ends" || row.finding.verdict !== "fail")
            continue;
        const open = lives.filter((life) => life.lane === run.lane.get(row.actor) && life.from.index < row.index &&
                                            (!life.to || life.to.index > row.index));
        if (open.length !== 1)
            continue;
        overstays.push({kind: "overstay", lane: open[0].lane, from: row, to: open[0].to});
        open[0].to = row;
    }
    return overstays;
}

const endsPause = {hang: ["resumed"], slow: ["resumed"], spin: [], delay: ["confirmed"]};

// The spans in which an actor stood still by order: a fault until its end, a hold until its release.
function pausesOf(run) {
    const pauses = [], open = new Map();
    for (const row of run.rows) {
        const pause = open.get(row.actor);
        if (pause && (row.event === "exited" || pause.ends.includes(row.event))) {
            pause.to = row;
            open.delete(row.actor);
        }
        const ends = row.event === "held" ? ["released"]
                   : row.event === "struck" ? endsPause[row.name] : undefined;
        if (ends && row.actor && !open.has(row.actor)) {
            const next = {kind: "pause", lane: run.lane.get(row.actor), from: row, ends};
            open.set(row.actor, next);
            pauses.push(next);
        }
    }
    return pauses;
}

// An operation begins at a step with a deadline and ends with the next word of its thread. It is
// late where the rule `bounded` would say so: deadlines are often met a moment late.
function operationsOf(run) {
    const operations = [], open = new Map();
    const isLate = (operation, end_ns) =>
        end_ns - operation.from.at_ns > (operation.from.deadline_ms + run.head.bounded_ms) * 1e6;
    const close = (key, row) => {
        const operation = open.get(key);
        if (!operation)
            return;
        operation.to = row;
        operation.late = isLate(operation, row.at_ns);
        open.delete(key);
    };
    for (const row of run.rows) {
        if (["exited", "record-end"].includes(row.event)) {
            for (const key of Array.from(open.keys()))
                if (open.get(key).from.pid === row.pid)
                    close(key, row);
            continue;
        }
        if (!row.tid || !["step", "report", "struck"].includes(row.event))
            continue;
        const key = row.pid + ":" + row.tid;
        close(key, row);
        if (row.event === "step" && row.deadline_ms) {
            const operation = {kind: "deadline", lane: run.lane.get(row.actor), from: row};
            open.set(key, operation);
            operations.push(operation);
        }
    }
    for (const operation of open.values())
        operation.late = isLate(operation, run.last_ns);
    return operations;
}

// What a finding is about: from the last strike before it until the instant that decided it.
function windowsOf(run) {
    const windows = [];
    let strike = null;
    for (const row of run.rows) {
        if (row.event === "struck")
            strike = row;
        else if (row.event === "finding" && strike && row.actor)
            windows.push({kind: "window", lane: run.lane.get(row.actor), from: strike, to: row});
    }
    return windows;
}

const opened = new Map();

// All that is drawn of a run. Kept, since a reader goes to and fro.
lifeline.run = function (head) {
    if (opened.has(head))
        return opened.get(head);
    const events = JSON.parse(document.getElementById("events-" + (head.index + 1)).textContent);
    const run = {head, rows: rowsOf(head, events), lanes: lanesOf(head, events)};
    run.lane = new Map(run.lanes.map((lane) => [lane.index === 0 ? "" : lane.name, lane.index]));
    run.rows.filter((row) => !run.lane.has(row.actor)).forEach((row) => { row.actor = ""; });
    run.last_ns = events.length ? events[events.length - 1].at_ns : 0;
    run.arrows = messagesOf(head, run.rows).concat(instantsOf(run));
    const lives = livesOf(run), overstays = overstaysOf(run, lives);
    run.bars = [...lives, ...overstays, ...pausesOf(run), ...operationsOf(run), ...windowsOf(run)];
    opened.set(head, run);
    return run;
};
