"use strict";
// The lifelines as SVG: only what is between two heights is drawn, so that a long run scrolls as
// smoothly as a short one.

lifeline.svg = function (tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes))
        element.setAttribute(name, typeof value === "number" ? Math.round(value * 10) / 10 : value);
    element.append(...children);
    return element;
};

// The place of each lane that is drawn, for a width of the whole and the rows that are shown.
lifeline.lanePlaces = function (run, rows, width) {
    const used = new Set([0]);
    for (const row of rows.shown)
        used.add(run.lane.get(row.actor));
    const lanes = run.lanes.filter((lane) => used.has(lane.index));
    const each = Math.max(12, Math.min(116, Math.floor((width - 90) * 0.45 / lanes.length)));
    const x = new Map(lanes.map((lane, order) => [lane.index, each * (order + 0.5)]));
    return {lanes, each, x, width: each * lanes.length + 8, tall: each < 56};
};

// The two heights of each bar and each arrow, which stay until the rows change.
lifeline.spansOf = function (run, rows) {
    const span = (shape, y1, y2) => ({shape, y1, y2, top: Math.min(y1, y2), bottom: Math.max(y1, y2)});
    const bars = run.bars.map((bar) =>
        span(bar, rows.yOf(bar.from), bar.to ? rows.yOf(bar.to) : rows.total));
    const arrows = run.arrows.filter((arrow) => rows.place.has(arrow.from) && rows.place.has(arrow.to))
        .map((arrow) => span(arrow, rows.yOf(arrow.from), rows.yOf(arrow.to)));
    return {bars, arrows};
};

class Drawing {
    constructor(run, rows, places, from, to) {
        Object.assign(this, {run, rows, places, from, to, shapes: []});
    }

    add(tag, attributes) {
        this.shapes.push(lifeline.svg(tag, attributes));
    }

    isSeen(span) {
        return span.bottom >= this.from && span.top <= this.to;
    }

    bar(span, offset, width, kind) {
        const x = this.places.x.get(span.shape.lane);
        const top = Math.max(span.top, this.from - 20), bottom = Math.min(span.bottom, this.to + 20);
        if (x !== undefined)
            this.add("rect", {class: kind, x: x + offset - width / 2, y: top, width, rx: 2,
                              height: Math.max(bottom - top, 2)});
    }

    bars(spans) {
        const thin = this.places.tall ? 0.5 : 1;
        for (const span of spans.filter((each) => this.isSeen(each))) {
            const bar = span.shape;
            if (bar.kind === "life")
                this.bar(span, 0, 5 * thin, "life lane-" + bar.lane % 8);
            else if (bar.kind === "overstay")
                this.stripes(span, 7 * thin, "overstay");
            else if (bar.kind === "pause")
                this.bar(span, 0, 11 * thin, "pause");
            else if (bar.kind === "window")
                this.bar(span, 12 * thin, 7 * thin, "window");
            else
                this.deadline(span, thin);
        }
    }

    // A bar of stripes, which begin where the bar does, whatever part of it is drawn.
    stripes(span, width, kind) {
        const x = this.places.x.get(span.shape.lane);
        const top = Math.max(span.top, this.from - 20), bottom = Math.min(span.bottom, this.to + 20);
        if (x !== undefined && bottom > top)
            this.add("path", {class: kind, d: `M${x} ${top}V${bottom}`, "stroke-width": width,
                              "stroke-dashoffset": top - span.top});
    }

    // A bar for the operation, and a mark where its time was over, if it went on.
    deadline(span, thin) {
        const bar = span.shape, x = this.places.x.get(bar.lane);
        this.bar(span, -9 * thin, 4 * thin, bar.late ? "deadline late" : "deadline");
        if (!bar.late || x === undefined)
            return;
        const y = this.rows.yOfTime(bar.from.at_ns + bar.from.deadline_ms * 1e6);
        this.add("path", {class: "overdue", d: `M${x - 16 * thin} ${y}h${14 * thin}`});
    }

    lines() {
        for (const lane of this.places.lanes) {
            const x = this.places.x.get(lane.index);
            this.add("path", {class: "line", d: `M${x} ${Math.max(0, this.from)}V${Math.min(this.to, this.rows.total)}`});
        }
    }

    arrow(span) {
        const arrow = span.shape;
        const lane = (given, row) => this.places.x.get(given === undefined ? this.run.lane.get(row.actor) : given);
        const x1 = lane(arrow.fromLane, arrow.from), x2 = lane(arrow.toLane, arrow.to);
        if (x1 === undefined || x2 === undefined || x1 === x2)
            return;
        const side = x2 > x1 ? 1 : -1, end = x2 - 6 * side;
        this.add("path", {class: "arrow " + arrow.kind, d: `M${x1 + 5 * side} ${span.y1}L${end} ${span.y2}`});
        this.add("path", {class: "head " + arrow.kind, d: `M${end + 3 * side} ${span.y2}l${-7 * side} -3.5v7z`});
    }

    mark(row, index) {
        const x = this.places.x.get(this.run.lane.get(row.actor)), y = this.rows.middle(index);
        const r = Math.min(this.rows.height / 2, this.places.tall ? 3 : 5);
        const kind = `mark ${row.group} ${row.event} lane-${this.run.lane.get(row.actor) % 8}`;
        if (x === undefined)
            return;
        if (row.event === "struck" || row.event === "finding")
            this.add("path", {class: kind, d: row.event === "struck"
                ? `M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`
                : `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`});
        else if (["exited", "ended", "record-end"].includes(row.event))
            this.add("path", {class: kind, d: `M${x - r - 1} ${y}h${2 * r + 2}`});
        else if (row.group === "reports" || row.group === "output")
            this.add("rect", {class: kind, x: x - r + 1, y: y - r + 1, width: 2 * r - 2, height: 2 * r - 2});
        else if (row.event === "fold")
            [-6, 0, 6].forEach((dy) => this.add("circle", {class: kind, cx: x, cy: y + dy, r: 1.5}));
        else
            this.add("circle", {class: kind, cx: x, cy: y, r: row.group === "steps" ? r - 1.5 : r - 1});
    }

    // `from` and `to` as indexes of rows.
    draw(spans, from, to) {
        this.lines();
        this.bars(spans.bars);
        spans.arrows.filter((span) => this.isSeen(span)).forEach((span) => this.arrow(span));
        for (let index = from; index <= to; index++)
            this.mark(this.rows.shown[index], index);
        return this.shapes;
    }
}

lifeline.Drawing = Drawing;
