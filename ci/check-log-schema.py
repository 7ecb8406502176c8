#!/usr/bin/python3
"""Holds logs against docs/log.schema.json, and the schema against the kit's own lists.

    ci/check-log-schema.py [--words WORDS.json] [FILE ...]

WORDS.json is what `log_sample_main --words` prints. A FILE is a log, `-` the log on standard
input, or a page (.md) with a log as its indented example; without --words and FILE it is `-`.
Each line of a log is one check, its order (header, events, verdict) another. Closes with `N passed, M failed`; exits 0 only if there was
something to check and nothing failed. Needs Debian's python3-jsonschema.
"""

import argparse
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parent.parent / "docs" / "log.schema.json"

WORD_LISTS = {
    "event_words": "event_word",
    "verdict_words": "verdict_word",
    "rule_words": "rule_word",
    "source_words": "source_word",
    "fault_words": "fault_word",
}

FIELD_LISTS = {
    "header_fields": "header",
    "program_fields": "program",
    "event_fields": "event",
    "finding_fields": "finding",
}

LENGTH_LISTS = {
    "header_lengths": "header",
    "event_lengths": "event",
    "finding_lengths": "finding",
}


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def note(self, where, trouble):
        """One check: `trouble` says what is wrong, or is empty."""
        if trouble:
            self.failed += 1
            print(f"{where}: {trouble}")
        else:
            self.passed += 1


def compare(documented, known):
    """What stands in only one of the schema and the kit; empty if neither has more."""
    missing = [word for word in known if word not in documented]
    unknown = [word for word in documented if word not in known]
    troubles = []
    if missing:
        troubles.append("not in the schema: " + ", ".join(missing))
    if unknown:
        troubles.append("only in the schema: " + ", ".join(unknown))
    return "; ".join(troubles)


def compare_lengths(defs, definition, known):
    """Which texts can be longer, or less long, than the schema says."""
    troubles = []
    for name, length in known.items():
        field = defs[definition]["properties"].get(name, {})
        if "$ref" in field:
            field = defs[field["$ref"].rpartition("/")[2]]
        if field.get("maxLength") != length:
            troubles.append(f"{name} has {length} bytes, the schema says {field.get('maxLength')}")
    return "; ".join(troubles)


def check_words(schema, path, tally):
    known = json.loads(path.read_text(encoding="utf-8"))
    defs = schema["$defs"]
    for key, definition in WORD_LISTS.items():
        tally.note(f"{path}: {key}", compare(defs[definition]["enum"], known[key]))
    for key, definition in FIELD_LISTS.items():
        tally.note(f"{path}: {key}", compare(list(defs[definition]["properties"]), known[key]))
    for key, definition in LENGTH_LISTS.items():
        tally.note(f"{path}: {key}", compare_lengths(defs, definition, known[key]))
    version = defs["header"]["properties"]["lifeline"]["const"]
    tally.note(f"{path}: version",
               "" if version == known["version"] else f"the schema's version is {version}")


def kind_of(value):
    if not isinstance(value, dict):
        return "neither"
    for key, kind in (("lifeline", "header"), ("event", "event"), ("verdict", "judgement")):
        if key in value:
            return kind
    return "neither"


def check_line(validators, line):
    """What is wrong with a line, and its kind."""
    try:
        value = json.loads(line)
    except ValueError as error:
        return f"no JSON: {error}", "neither"
    kind = kind_of(value)
    error = jsonschema.exceptions.best_match(validators[kind].iter_errors(value))
    if not error:
        return "", kind
    field = "/".join(str(step) for step in error.absolute_path)
    return f"{kind}{' ' + field if field else ''}: {error.message}", kind


def check_order(kinds, is_field):
    end = [] if is_field else ["judgement"]
    events = len(kinds) - 1 - len(end)
    if kinds == ["header"] + ["event"] * events + end:
        return ""
    return "the lines are not a header, events and, unless it is a field log, a verdict at the end"


def lines_of(path):
    """The numbered lines of a log, wherever it stands."""
    bytes_ = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    lines = list(enumerate(bytes_.split(b"\n"), 1))
    if path.suffix == ".md":
        return [(number, line[4:]) for number, line in lines if line.startswith(b"    {")]
    return lines if lines[-1][1] else lines[:-1]


def check_log(validators, path, tally):
    kinds = []
    is_field = False
    for number, line in lines_of(path):
        is_field = is_field or number == 1 and b',"field":' in line
        trouble, kind = check_line(validators, line)
        kinds.append(kind)
        tally.note(f"{path}:{number}", trouble)
    tally.note(path, check_order(kinds, is_field))


def validators_of(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    validators = {"neither": jsonschema.Draft202012Validator(schema)}
    for kind in ("header", "event", "judgement"):
        part = {"$defs": schema["$defs"], "$ref": f"#/$defs/{kind}"}
        validators[kind] = jsonschema.Draft202012Validator(part)
    return validators


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=pathlib.Path, help="what `log_sample_main --words` printed")
    parser.add_argument("logs", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validators = validators_of(schema)
    tally = Tally()
    if options.words:
        check_words(schema, options.words, tally)
    if not options.words and not options.logs:
        options.logs = [pathlib.Path("-")]
    for path in options.logs:
        check_log(validators, path, tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 0 if tally.passed > 0 and tally.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
