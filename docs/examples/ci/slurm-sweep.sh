#!/bin/sh
# A sweep in four parts by Slurm:
#   mkdir -p out; job=$(sbatch --parsable slurm-sweep.sh)
#   sbatch --dependency=afterany:$job --wrap='lifeline merge out --junit out/sweep.xml --page out/map.html'
#SBATCH --array=1-4 --cpus-per-task=2 --output=out/%a.txt
exec lifeline sweep pair.scenario --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --log-dir "out/$SLURM_ARRAY_TASK_ID"
