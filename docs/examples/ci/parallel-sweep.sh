#!/bin/sh
# A sweep in four parts side by side, by GNU parallel. The exit code is that of the whole.
parallel --jobs 2 lifeline sweep pair.scenario --shard {}/4 --log-dir out/{} ::: 1 2 3 4
exec lifeline merge out --junit out/sweep.xml --page out/map.html
