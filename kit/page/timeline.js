"use strict";
// One run: the verdict and its findings on top, below them the lifelines with a row for each event.

const TIME_WIDTH = 96;

const decisionOf = (row) =>
    row.isDeadline ? "deadline passed" : row.finding.at_ns > 0 ? "decided here" : "decided at the end";

// X(event, what it says of a process that had to be gone): of other events, the row's own words.
const lastWords = {left: "still ran", ended: "still ran, and was ended by the runner"};

class Timeline {
    constructor(app, head) {
        this.run = lifeline.run(head);
        this.rows = new lifeline.Rows(this.run);
        this.selected = -1;
        this.toLine = (number) => this.showLine(number);
        this.build(app);
        this.relayOut();
        this.begin();
    }

    // ---- the parts of the view ----

    build(app) {
        const {element} = lifeline;
        this.heads = element("div", {class: "heads"});
        this.canvas = element("div", {class: "canvas"});
        this.scroller = element("div", {class: "scroller", tabindex: "0", role: "listbox", "aria-label": "Events",
            onscroll: () => this.schedule(), onmousemove: (event) => this.hover(event),
            onmouseleave: () => this.hideCard(), onclick: (event) => this.click(event)}, this.heads, this.canvas);
        this.strip = lifeline.svg("svg", {class: "strip", role: "presentation"});
        this.stripTitle = lifeline.svg("title", {}, "the whole run: red lines are faults and findings, the grey box is what you see");
        this.strip.addEventListener("click", (event) => {
            const box = this.strip.getBoundingClientRect();
            this.scrollTo((event.clientY - box.top) / box.height * this.rows.total);
        });
        this.card = element("div", {class: "card", role: "tooltip", hidden: true});
        app.replaceChildren(this.header(), this.toolbar(),
            element("main", {class: "timeline"}, this.scroller, this.strip), this.card);
        new ResizeObserver(() => this.relayOut()).observe(this.scroller);
    }

    header() {
        const {element, shown} = lifeline;
        const head = this.run.head, many = lifeline.heads.length > 1;
        const list = lifeline.listed(), at = list.indexOf(head);
        const other = (step, label, key) => element("button", {type: "button", title: `${label} run  ${key}`,
            "data-step": step, disabled: !list[at + step], onclick: () => this.neighbour(step)}, step < 0 ? "\u2039" : "\u203a");
        return element("header", {class: "top run " + head.verdict},
            element("div", {class: "title"},
                many ? element("a", {href: "#", class: "back", title: "Esc"}, "\u2190 all runs") : null,
                lifeline.badge(head.verdict), element("h1", {}, shown(head.name)), lifeline.replayMark(head),
                element("span", {class: "facts"}, this.facts()),
                many ? [other(-1, "Previous", "["), other(1, "Next", "]")] : null, lifeline.helpButton()),
            this.findings(), this.replay(), this.scenario());
    }

    facts() {
        const head = this.run.head, header = head.header;
        return lifeline.shown([`${head.events} events`, lifeline.seconds(head.took_ns), header.platform, header.started,
            header.tries ? `run ${header.tries} times` : "",
            header.field ? `field log of ${header.field} processes` : ""].filter(Boolean).join(" \u00b7 "));
    }

    writer() {
        const {kit, commit} = this.run.head.header;
        return `lifeline ${kit}${commit ? ` (commit ${commit})` : ""}`;
    }

    findings() {
        const {element, shown} = lifeline;
        const head = this.run.head;
        const items = head.findings.map((finding) => this.finding(finding));
        const plain = head.findings.length === 0 ? head.sentence : "";
        return element("ul", {class: "findings"},
            head.trouble ? element("li", {class: "error"}, element("pre", {}, shown(head.trouble, true))) : null,
            head.differs ? element("li", {class: "error"}, `Not as the log says: ${shown(head.differs)}`) : null,
            head.must_fail ? element("li", {}, "A failure is demanded by ", this.marked(`line ${head.must_fail}`), " (must fail).") : null,
            items, plain && !head.trouble ? element("li", {}, this.marked(plain)) : null);
    }

    finding(finding) {
        const {element, shown} = lifeline;
        const row = this.run.rows.find((candidate) => candidate.finding === finding);
        return element("li", {class: finding.verdict},
            element("div", {}, finding.verdict === "pass" ? element("span", {class: "badge note"}, "NOTE") : lifeline.badge(finding.verdict),
                " ", element("strong", {title: lifeline.words.rules[finding.rule]},
                    lifeline.placeOf(this.run.head, finding, this.toLine))),
            element("p", {class: "sentence"}, this.marked(finding.text || "")), row ? this.wayTo(row) : null,
            finding.likely ? element("p", {class: "hint"}, element("b", {}, "Hint: "), shown(finding.likely)) : null);
    }

    marked(text) {
        return lifeline.marked(this.run.head, text, this.toLine);
    }

    // The way to a finding, as buttons that lead to its rows: the last strikes before it, the instant that
    // decided it, and the last that was seen of a process that had to be gone.
    wayTo(finding) {
        const strikes = this.run.rows.slice(0, finding.index).filter((row) => row.event === "struck").slice(-3);
        const struck = strikes[strikes.length - 1], last = this.lastOf(finding);
        const after = (row) => struck ? `, ${Math.ceil((row.at_ns - struck.at_ns) / 1e6)} ms after the fault` : "";
        return lifeline.element("p", {class: "way"},
            strikes.map((row) => this.wayPoint(row, "\u2715", 0.4, [row.actor, row.what, row.note].filter(Boolean).join(" "))),
            this.wayPoint(finding, "\u25c6", 0.6, decisionOf(finding) + after(finding)),
            last ? this.wayPoint(last, "\u25a4", 0.6, `${last.actor} ${lastWords[last.event] || last.what}` + after(last)) : null);
    }

    wayPoint(row, sign, part, text) {
        return lifeline.element("button", {type: "button", class: "jump", title: "show it in the timeline",
            onclick: () => this.select(this.rows.place.get(row), part)},
            `${lifeline.seconds(row.at_ns)} ${sign} `, lifeline.shown(text), " \u2193");
    }

    lastOf(finding) {
        const overstays = this.run.bars.some((bar) => bar.kind === "overstay" && bar.from === finding);
        return overstays ? this.run.rows.slice(finding.index).find((row) =>
            row.actor === finding.actor && ["left", "ended", "exited"].includes(row.event)) : undefined;
    }

    // Opens the scenario at a line.
    showLine(number) {
        const scenario = document.querySelector("details.scenario");
        scenario.open = true;
        scenario.querySelectorAll(".meant").forEach((line) => line.classList.remove("meant"));
        const line = scenario.querySelector(`[data-line="${number}"]`);
        line.classList.add("meant");
        line.scrollIntoView({block: "nearest"});
    }

    // Nobody ran the scenario of a field log, so there is nothing to run again.
    replay() {
        const {element, shown} = lifeline;
        if (this.run.head.header.field)
            return null;
        const command = shown(this.run.head.replay), label = element("span", {}, "Copy");
        return element("p", {class: "replay"}, element("b", {}, "Run it again: "), element("code", {}, command), " ",
            element("button", {type: "button", onclick: () => {
                lifeline.copy(command);
                label.textContent = "Copied";
            }}, label));
    }

    // The scenario with its line numbers, and how each line came out.
    scenario() {
        const {element, shown} = lifeline;
        const head = this.run.head, signs = {held: "\u2713", broken: "\u2717", open: "\u2026", "not begun": "\u2013"};
        const bad = new Set(head.findings.filter((finding) => finding.verdict !== "pass").map((finding) => finding.line));
        const lines = head.scenario.replace(/\n$/, "").split("\n").map((text, index) => {
            const state = bad.has(index + 1) ? "broken" : head.lines[index + 1];
            return element("div", {class: "scenario-line " + (state || "").replace(" ", "-"), "data-line": index + 1},
                element("span", {class: "line-number"}, String(index + 1)),
                element("span", {class: "line-state", title: state}, signs[state] || ""),
                element("code", {}, shown(text, true)));
        });
        return head.scenario ? element("details", {class: "scenario"},
            element("summary", {}, "Scenario and log"),
            element("p", {class: "facts"}, shown(["log " + head.log, this.writer(), "seed " + head.header.seed,
                head.header.options ? "options " + head.header.options : ""].filter(Boolean).join(" \u00b7 ")),
                head.exercised.length ? " \u00b7 judged: " + head.exercised.join(", ") : ""),
            element("div", {class: "source"}, lines)) : null;
    }

    // ---- the tools ----

    toolbar() {
        const {element, shown} = lifeline;
        const button = (label, title, action, attributes) =>
            element("button", {type: "button", title, onclick: action, ...attributes}, label);
        this.found = element("span", {class: "count", role: "status"});
        this.search = element("input", {type: "search", id: "search", placeholder: "Search events  /",
            "aria-label": "Search events", oninput: () => this.searchFor(this.search.value)});
        this.actor = element("select", {"aria-label": "Actor", "data-filter": "actor",
            onchange: () => this.filterActor(this.actor.value)}, element("option", {value: ""}, "all actors"),
            this.run.lanes.slice(1).map((lane) => element("option", {value: lane.name}, shown(lane.name))));
        const scale = element("select", {"aria-label": "Time", onchange: (event) => this.change({scale: event.target.value})},
            lifeline.scales.map((each) => element("option", {value: each.word, selected: each.word === this.rows.scale}, each.label)));
        this.only = element("label", {hidden: true}, element("input", {type: "checkbox", "data-filter": "matches",
            onchange: (event) => this.change({onlyMatches: event.target.checked})}), " only these");
        const folds = element("label", {title: "a step that comes again and again is one row"},
            element("input", {type: "checkbox", "data-filter": "folds", checked: true,
                onchange: (event) => this.change({folds: event.target.checked, unfolded: new Set()})}), " fold");
        return element("div", {class: "toolbar"}, this.search, this.found, this.only, folds,
            this.actor, element("span", {class: "chips", role: "group", "aria-label": "Kinds of events"}, this.chips()),
            element("span", {class: "right"},
                button("Fault", "next fault  f", () => this.jump("struck")), button("Verdict", "next finding  v", () => this.jump("finding")),
                scale, button("\u2212", "smaller  -", () => this.zoom(-1), {"aria-label": "Smaller"}),
                button("+", "larger  +", () => this.zoom(1), {"aria-label": "Larger"})));
    }

    chips() {
        const counts = new Map();
        for (const row of this.run.rows)
            counts.set(row.group, (counts.get(row.group) || 0) + 1);
        return lifeline.groups.filter((group) => counts.has(group.name)).map((group) =>
            lifeline.element("button", {type: "button", class: "chip " + group.name, "data-group": group.name,
                "aria-pressed": "true", onclick: (event) => this.toggle(group.name, event.currentTarget)},
                `${group.label} ${counts.get(group.name)}`));
    }

    toggle(group, chip) {
        const groups = this.rows.groups;
        if (!groups.delete(group))
            groups.add(group);
        chip.setAttribute("aria-pressed", String(groups.has(group)));
        this.change({});
    }

    filterActor(name) {
        this.actor.value = name;
        this.change({actor: name});
    }

    searchFor(text) {
        this.only.hidden = text === "";
        this.change({text: text.toLowerCase()});
        if (this.rows.matches.length && !this.rows.matches.includes(this.selected))
            this.match(1);
    }

    // Changes what is shown, and keeps the selected row where the reader sees it.
    change(values) {
        const row = this.rows.shown[this.selected];
        const offset = row ? this.rows.y[this.selected] - this.scroller.scrollTop : 0;
        Object.assign(this.rows, values);
        this.rows.layOut();
        const place = row === undefined ? undefined : this.rows.place.get(row);
        this.selected = place === undefined ? -1 : place;
        this.relayOut();
        if (place !== undefined)
            this.scroller.scrollTop = this.rows.y[place] - offset;
        this.draw();
    }

    zoom(step) {
        this.change({zoom: Math.min(Math.max(this.rows.zoom + step, 0), lifeline.zooms.length - 1)});
    }

    // ---- where the reader is ----

    begin() {
        const finding = this.rows.shown.findIndex((row) => row.event === "finding");
        const strike = this.rows.shown.findIndex((row) => row.event === "struck");
        this.select(finding >= 0 ? finding : strike, 0.6, true);
        if (finding >= 0 && strike >= 0 && strike < finding &&
            this.rows.y[finding] - this.rows.y[strike] < this.view() - 4 * this.rows.height)
            this.scrollTo(this.openingTop(strike, finding));
        this.scroller.focus({preventScroll: true});
    }

    // Some rows above the strike, and as many more as show where the messages around it were sent. The later
    // messages come first: each can take in an earlier one.
    openingTop(strike, finding) {
        const {y, height} = this.rows, most = Math.max(y[finding] + 2 * height - this.view(), y[strike] - 9 * height);
        let top = y[strike] - 3 * height;
        for (const {top: sent, bottom: received} of this.spans.arrows.slice().reverse())
            if (sent < top && received > top && sent - height >= most)
                top = sent - height;
        return top;
    }

    view() {
        return this.scroller.clientHeight - this.heads.offsetHeight;
    }

    scrollTo(y) {
        this.scroller.scrollTop = y;
        this.draw();
    }

    // Selects a row; `part` is how far down the view it comes, else it only has to be in the view.
    select(index, part, quiet) {
        if (index === undefined || index < 0 || index >= this.rows.shown.length)
            return;
        this.selected = index;
        const y = this.rows.y[index], top = this.scroller.scrollTop, view = this.view();
        if (part !== undefined)
            this.scroller.scrollTop = y - view * part;
        else if (y < top)
            this.scroller.scrollTop = y - this.rows.height;
        else if (y + 2 * this.rows.height > top + view)
            this.scroller.scrollTop = y + 2 * this.rows.height - view;
        this.draw();
        if (!quiet)
            this.showCard(index);
    }

    jump(kind) {
        this.select(this.rows.next(this.selected, 1, (row) => row.event === kind), 0.4);
    }

    match(step) {
        this.select(this.rows.next(this.selected, step, (row) => this.rows.isMatch(row)), 0.4);
    }

    neighbour(step) {
        const list = lifeline.listed(), next = list[list.indexOf(this.run.head) + step];
        if (next)
            lifeline.go("run=" + (next.index + 1));
    }

    key(key) {
        const page = Math.max(1, Math.floor(this.view() / this.rows.height) - 2);
        const moves = {ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page,
                       Home: -this.rows.shown.length, End: this.rows.shown.length};
        const selected = this.rows.shown[this.selected];
        const actions = {Enter: () => selected && selected.event === "fold" && this.unfold(selected), n: () => this.match(1), N: () => this.match(-1), f: () => this.jump("struck"),
                         v: () => this.jump("finding"), "+": () => this.zoom(1), "=": () => this.zoom(1),
                         "-": () => this.zoom(-1), "[": () => this.neighbour(-1), "]": () => this.neighbour(1),
                         Escape: () => lifeline.go("")};
        if (moves[key])
            this.select(Math.min(Math.max(this.selected + moves[key], 0), this.rows.shown.length - 1));
        else if (actions[key])
            actions[key]();
        return Boolean(moves[key] || actions[key]);
    }

    // ---- drawing ----

    relayOut() {
        this.places = lifeline.lanePlaces(this.run, this.rows, this.scroller.clientWidth);
        this.spans = lifeline.spansOf(this.run, this.rows);
        this.canvas.style.height = this.rows.total + this.rows.height + "px";
        this.drawHeads();
        this.drawStrip();
        this.draw();
    }

    // Where names stand upright there is little room; many names differ only at their end.
    laneName(lane) {
        const name = lifeline.shown(lane.name);
        return this.places.tall && name.length > 13 ? name.slice(0, 5) + "\u2026" + name.slice(-7) : name;
    }

    drawHeads() {
        const {element, shown} = lifeline;
        this.heads.classList.toggle("tall", this.places.tall);
        const lanes = this.places.lanes.map((lane) => {
            const name = element("button", {type: "button", class: "lane lane-" + lane.index % 8,
                title: shown([lane.name, lane.role, lane.program, lane.parent ? "of " + lane.parent : ""].filter(Boolean).join(", ")),
                "aria-pressed": String(this.rows.actor === lane.name), "data-lane": lane.index,
                onclick: () => lane.index > 0 && this.filterActor(this.rows.actor === lane.name ? "" : lane.name)},
                element("span", {}, this.laneName(lane)));
            name.style.left = TIME_WIDTH + this.places.x.get(lane.index) - this.places.each / 2 + "px";
            name.style.width = this.places.each + "px";
            return name;
        });
        const what = element("span", {class: "what-head"}, "what happened");
        what.style.left = TIME_WIDTH + this.places.width + "px";
        this.heads.replaceChildren(element("span", {class: "time-head"}, "time"), ...lanes, what);
        this.found.textContent = this.rows.text === "" ? this.countText() : `${this.rows.matches.length} found`;
    }

    countText() {
        const {shown, folded, hidden} = this.rows.counts();
        return [`${shown} shown`, folded ? `${folded} folded` : "", hidden ? `${hidden} hidden` : ""]
            .filter(Boolean).join(", ");
    }

    // The whole run in a narrow strip: where the faults, the findings and the matches are.
    drawStrip() {
        const marks = [], total = this.rows.total || 1;
        const mark = (index, kind) => marks.push(lifeline.svg("rect", {class: kind, x: 0, width: 14,
            y: this.rows.y[index] / total * 1000, height: 4}));
        this.rows.matches.slice(0, 2000).forEach((index) => mark(index, "match"));
        this.rows.shown.forEach((row, index) => {
            if (row.event === "struck" || row.event === "finding")
                mark(index, row.event === "struck" ? "struck" : "finding " + row.finding.verdict);
        });
        this.window = lifeline.svg("rect", {class: "seen", x: 0.5, width: 13});
        this.strip.setAttribute("viewBox", "0 0 14 1000");
        this.strip.setAttribute("preserveAspectRatio", "none");
        this.strip.replaceChildren(this.stripTitle, ...marks, this.window);
    }

    schedule() {
        // The row of the card went away under it.
        if (this.scroller.scrollTop !== this.cardTop)
            this.hideCard();
        if (!this.pending)
            this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
    }

    draw() {
        const top = this.scroller.scrollTop, view = this.view();
        this.window.setAttribute("y", top / (this.rows.total || 1) * 1000);
        this.window.setAttribute("height", Math.min(1, view / (this.rows.total || 1)) * 1000);
        this.drawBetween(top - 200, top + view + 200);
    }

    drawBetween(from, to) {
        const first = this.rows.at(from), last = Math.min(this.rows.at(to), this.rows.shown.length - 1);
        const begin = Math.max(from, 0), end = Math.min(to, this.rows.total + this.rows.height);
        const svg = lifeline.svg("svg", {class: "lines", width: this.places.width, height: Math.max(end - begin, 1),
            viewBox: `0 ${begin} ${this.places.width} ${Math.max(end - begin, 1)}`, "aria-hidden": "true"},
            ...new lifeline.Drawing(this.run, this.rows, this.places, begin, end).draw(this.spans, first, last));
        svg.style.top = begin + "px";
        svg.style.left = TIME_WIDTH + "px";
        const rows = [];
        for (let index = first; index <= last; index++)
            rows.push(...this.silence(index), this.row(index));
        this.canvas.replaceChildren(...rows, svg);
        this.canvas.classList.toggle("small", this.rows.height < 10);
        const active = this.selected >= first && this.selected <= last && "row-" + this.selected;
        this.scroller.setAttribute("aria-activedescendant", active || "");
    }

    row(index) {
        const {element} = lifeline;
        const row = this.rows.shown[index], height = this.rows.height;
        const names = ["row", row.group, row.event === "gap" ? "lost" : row.event, row.finding ? row.finding.verdict : "",
            index === this.selected ? "selected" : "", this.rows.isMatch(row) ? "match" : ""];
        const line = element("div", {class: names.filter(Boolean).join(" "), id: "row-" + index, role: "option",
            "aria-selected": index === this.selected, "data-row": row.index},
            element("span", {class: "time"}, lifeline.seconds(row.at_ns)), this.words(row));
        line.style.top = this.rows.y[index] + "px";
        line.style.height = line.style.lineHeight = height + "px";
        line.lastChild.style.marginLeft = this.places.width + "px";
        if (height < 18)
            line.style.fontSize = Math.max(height - 3, 6) + "px";
        return line;
    }

    // What the row says. A finding whose deadline passed says only this: its sentence tells what came later,
    // and stands on top of the page.
    words(row) {
        const {element, shown} = lifeline;
        if (row.finding)
            return element("span", {class: "words"}, lifeline.badge(row.finding.verdict), " ",
                element("strong", {}, lifeline.placeOf(this.run.head, row.finding)), ": ",
                row.isDeadline ? "deadline passed" : lifeline.marked(this.run.head, row.what || ""));
        const who = element("b", {class: "who lane-" + this.run.lane.get(row.actor) % 8}, shown(row.who || row.actor || "runner"));
        return element("span", {class: "words"}, who, " ", element("span", {class: "what"}, shown(row.what)),
            row.note ? element("span", {class: "note"}, "  " + shown(row.note)) : null,
            row.isEarly ? element("span", {class: "note"}, "  its sender recorded it later, below") : null,
            row.event === "line" ? element("span", {class: "note"}, "  " + shown(this.lineText(row.line))) : null);
    }

    lineText(number) {
        return (this.run.head.scenario.split("\n")[number - 1] || "").trim();
    }

    // The length of a silence, in the room that it has above the row.
    silence(index) {
        const room = this.rows.roomBefore(index);
        if (room < 9)
            return [];
        const silence = lifeline.element("div", {class: "silence", "aria-hidden": "true"},
            `${this.rows.silenceBefore(index).toFixed(0)} ms`);
        silence.style.top = this.rows.y[index] - room + "px";
        silence.style.height = silence.style.lineHeight = room + "px";
        return [silence];
    }

    // ---- the card with all that the log has of an event ----

    click(event) {
        const line = event.target.closest(".row");
        const row = line && this.rows.shown[this.rows.place.get(this.run.rows[line.dataset.row])];
        if (row && row.event === "fold")
            this.unfold(row);
        else if (row)
            this.select(this.rows.place.get(row));
    }

    unfold(row) {
        this.rows.unfolded.add(row.first);
        this.selected = this.rows.place.get(row.first);
        this.change({});
        this.hideCard();
    }

    hover(event) {
        const row = event.target.closest(".row");
        if (!row)
            this.hideCard();
        else if (this.carded !== row.dataset.row)
            this.showCard(this.rows.place.get(this.run.rows[row.dataset.row]));
    }

    hideCard() {
        this.carded = undefined;
        this.card.hidden = true;
    }

    details(row) {
        const hidden = ["index", "first", "rows", "actor", "group", "who", "what", "note", "hay", "event", "finding", "at_ns",
                        "to_ns", "isEarly"];
        const values = row.finding ? {likely: row.finding.likely, step: row.finding.step, line: row.finding.line} : row;
        const details = Object.entries(values).filter(([name, value]) => !hidden.includes(name) && value !== undefined);
        if (row.code > 0xffff)
            details.push(["code", "0x" + row.code.toString(16)]);
        if (values.line)
            details.push([`line ${values.line} of the scenario`, this.lineText(values.line)]);
        return details;
    }

    showCard(index) {
        const {element, shown} = lifeline;
        const row = this.rows.shown[index];
        const head = element("p", {}, this.words(row), row.isDeadline ? [": ", lifeline.marked(this.run.head, row.what || "")] : null);
        this.carded = String(row.index);
        this.card.replaceChildren(head,
            element("p", {class: "facts"}, `${row.at_ns / 1e6} ms \u00b7 ${row.event}: `,
                lifeline.words.kinds[row.event] || lifeline.words.rules[row.finding && row.finding.rule] || ""),
            element("dl", {}, this.details(row).map(([name, value]) =>
                [element("dt", {}, shown(name)), element("dd", {}, shown(value))])));
        this.card.hidden = false;
        this.cardTop = this.scroller.scrollTop;
        const box = this.scroller.getBoundingClientRect();
        const y = box.top + this.heads.offsetHeight + this.rows.y[index] - this.scroller.scrollTop;
        const below = y + this.rows.height + 6;
        this.card.style.left = Math.max(8, box.right - this.card.offsetWidth - 24) + "px";
        this.card.style.top = (below + this.card.offsetHeight < innerHeight ? below : Math.max(4, y - this.card.offsetHeight - 6)) + "px";
    }

    // ---- print ----

    // All rows, or those around the first finding where there are too many for paper.
    print() {
        const most = 3000, finding = Math.max(0, this.rows.shown.findIndex((row) => row.event === "finding"));
        const first = this.rows.shown.length <= most ? 0 : Math.max(0, finding - most / 2);
        const last = Math.min(this.rows.shown.length, first + most);
        this.places = lifeline.lanePlaces(this.run, this.rows, 1000);
        this.drawHeads();
        this.drawBetween(this.rows.y[first], this.rows.y[last] - 1);
    }
}

lifeline.Timeline = Timeline;
