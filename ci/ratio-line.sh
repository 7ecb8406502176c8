# Sourced by the measures in ci/ that are scripts. Prints the line for ci/bench that kit/base/ratio.h
# describes. Its input is a round on each line: how long the measured work took, and the bare work.
ratio_line() { # ratio_line NAME BOUND TARGET WHAT AGAINST <ROUNDS; BOUND is "at most", "at least" or "-"
    awk -v name="$1" -v bound="$2" -v target="$3" -v what="$4" -v against="$5" '
        { ratio[NR] = $1 / $2; ours[NR] = $1; bare[NR] = $2 }
        function sort(of, i, k, at) { # few rounds: by insertion
            for (i = 2; i <= NR; i++) {
                at = of[i]
                for (k = i - 1; k > 0 && of[k] > at; k--) of[k + 1] = of[k]
                of[k + 1] = at
            }
        }
        function quantile(of, share) { return of[int((NR - 1) * share + 0.5) + 1] }
        END {
            sort(ratio); sort(ours); sort(bare)
            printf "ratio\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t%d\t%s\t%s\t%s\t%s\n", name, quantile(ratio, 0.25),
                   quantile(ratio, 0.5), quantile(ratio, 0.75), quantile(ours, 0.1) / quantile(bare, 0.1), NR,
                   bound, target, what, against
        }'
}
