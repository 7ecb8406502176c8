"use strict";
// Which rows of a run are shown, and how far down each stands. Rows are in the order of time; a gap
// in time makes room between two rows, so that a long silence is seen.

// The height of a row at each step of the zoom. Below 10 a row has no text.
lifeline.zooms = [3, 6, 10, 14, 18, 22, 28, 36];

// X(word, label): how much room a time gets, in rows: a silence, and the time of a fold.
lifeline.scales = [
    {word: "even", label: "even", silence: () => 0, fold: () => 0},
    {word: "gaps", label: "with gaps", fold: () => 0,
     silence: (ms) => ms < 20 ? 0 : Math.min(3, 0.6 + 0.25 * Math.log2(ms / 20))},
    {word: "true", label: "to scale", silence: (ms) => Math.min(ms / 10, 400), fold: (ms) => Math.min(ms / 10, 400)},
];

class Rows {
    constructor(run) {
        this.run = run;
        this.groups = new Set(lifeline.groups.map((group) => group.name));
        this.actor = "";
        this.text = "";
        this.onlyMatches = false;
        this.folds = true;
        this.unfolded = new Set();
        this.zoom = 5;
        this.scale = "gaps";
        this.layOut();
    }

    get height() {
        return lifeline.zooms[this.zoom];
    }

    // A row is searched as it is read; what else the log knows of it is searched, too.
    static hay(row) {
        if (row.hay === undefined)
            row.hay = [row.who || row.actor || "runner", row.what, row.note, row.name, row.by, row.peer, row.text,
                       row.finding ? row.finding.place + " " + (row.finding.likely || "") : ""]
                .filter(Boolean).join(" ").toLowerCase();
        return row.hay;
    }

    isMatch(row) {
        return this.text !== "" && Rows.hay(row).includes(this.text);
    }

    isShown(row) {
        if (row.group === "finding")
            return !this.onlyMatches || this.text === "" || this.isMatch(row);
        return this.groups.has(row.group) &&
               (this.actor === "" || row.actor === this.actor || row.peer === this.actor || row.event === "struck") &&
               (!this.onlyMatches || this.text === "" || this.isMatch(row));
    }

    // A step that comes again and again, with nothing between, is two rows and a fold.
    fold(rows) {
        const folded = [];
        for (let from = 0, to; from < rows.length; from = to) {
            const first = rows[from];
            for (to = from + 1; to < rows.length && first.event === "step" && rows[to].event === "step" &&
                                rows[to].name === first.name && rows[to].actor === first.actor &&
                                rows[to].peer === first.peer; to++)
                continue;
            if (to - from < 5 || this.unfolded.has(first))
                folded.push(...rows.slice(from, to));
            else
                folded.push(first, Rows.foldOf(first, rows.slice(from + 1, to - 1)), rows[to - 1]);
        }
        return folded;
    }

    static foldOf(first, rows) {
        const at_ns = rows[0].at_ns, to_ns = rows[rows.length - 1].at_ns;
        return {event: "fold", group: "steps", first, rows, at_ns, to_ns, actor: first.actor, index: rows[0].index,
                what: `${first.name} \u00d7${rows.length}`,
                note: `${(at_ns / 1e9).toFixed(3)} to ${lifeline.seconds(to_ns)}; click to unfold`};
    }

    get timeScale() {
        return lifeline.scales.find((scale) => scale.word === this.scale);
    }

    // The time before a row in which nothing stands that is shown, in ms.
    silenceBefore(index) {
        const before = this.shown[index - 1];
        return before ? (this.shown[index].at_ns - (before.to_ns || before.at_ns)) / 1e6 : 0;
    }

    // The room that this time has, right above the row.
    roomBefore(index) {
        return index > 0 ? this.height * this.timeScale.silence(this.silenceBefore(index)) : 0;
    }

    roomOfFold(row) {
        return row.rows ? this.height * this.timeScale.fold((row.to_ns - row.at_ns) / 1e6) : 0;
    }

    // `shown` has the rows; y[i] is the top of shown[i], and place.get(row) its index.
    layOut() {
        this.shown = this.run.rows.filter((row) => this.isShown(row));
        if (this.folds && this.text === "")
            this.shown = this.fold(this.shown);
        this.y = new Float64Array(this.shown.length + 1);
        this.place = new Map();
        this.matches = [];
        let y = 0;
        this.shown.forEach((row, index) => {
            y += this.roomBefore(index);
            this.y[index] = y;
            this.place.set(row, index);
            (row.rows || []).forEach((each) => this.place.set(each, index));
            if (this.isMatch(row))
                this.matches.push(index);
            y += this.height + this.roomOfFold(row);
        });
        this.y[this.shown.length] = y;
    }

    get total() {
        return this.y[this.shown.length];
    }

    // Each event is in one of the three; a finding is no event.
    counts() {
        const counts = {shown: 0, folded: 0};
        for (const row of this.shown) {
            if (row.event === "fold")
                counts.folded += row.rows.length;
            else if (row.event !== "finding")
                counts.shown++;
        }
        return {...counts, hidden: this.run.head.events - counts.shown - counts.folded};
    }

    // The last index whose row begins at or above y.
    at(y) {
        let low = 0, high = this.shown.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.y[middle] <= y)
                low = middle;
            else
                high = middle - 1;
        }
        return Math.max(low, 0);
    }

    middle(index) {
        return this.y[index] + this.height / 2;
    }

    // Where an instant is, between the rows around it; a row that is hidden has no place of its own.
    yOf(row) {
        const index = this.place.get(row);
        return index === undefined ? this.yOfTime(row.at_ns) : this.middle(index);
    }

    yOfTime(ns) {
        let low = 0, high = this.shown.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.shown[middle].at_ns < ns)
                low = middle + 1;
            else
                high = middle;
        }
        if (low === 0 || low === this.shown.length)
            return low === 0 ? 0 : this.total;
        const before = this.shown[low - 1].at_ns, after = this.shown[low].at_ns;
        const part = after > before ? (ns - before) / (after - before) : 1;
        return this.middle(low - 1) + part * (this.middle(low) - this.middle(low - 1));
    }

    // The next index of `wanted` rows before or behind this one, around the end.
    next(from, step, wanted) {
        for (let i = 1; i <= this.shown.length; i++) {
            const index = (from + step * i + this.shown.length * 2) % this.shown.length;
            if (wanted(this.shown[index]))
                return index;
        }
        return -1;
    }
}

lifeline.Rows = Rows;
