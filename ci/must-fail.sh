# To source, from the project's root: must_fail_logs puts the logs in lifeline-logs of all scenarios with
# `must fail` into the array `logs`. A log has the name of its scenario's path.
must_fail_logs() {
    local file log
    logs=()
    while IFS= read -r file; do
        log=${file%.scenario}
        log=lifeline-logs/${log//\//.}.jsonl
        [ ! -f "$log" ] || logs+=("$log")
    done < <(grep -rl --include='*.scenario' '^must fail' scenarios | sort)
}
