#!/bin/sh
# Shares an experiment out over a Slurm cluster: an array with a task for each shard, and their merge when all have ended.
# Options of sbatch come from its environment (SBATCH_PARTITION, SBATCH_TIMELIMIT …). Submitted again with the same
# arguments, it runs what is missing.
set -eu
if [ $# -lt 3 ]; then
  echo "Usage: $0 FOLDER SHARDS PRESET [OPTION…]   (FOLDER is seen by all nodes; options are those of npm run experiment)" >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shards=$2
shift 2
scripts=$(cd "$(dirname "$0")" && pwd)
cd "$scripts/../../.."
array=$(sbatch --parsable --array="1-$shards" --output="$folder/shard-%a.log" "$scripts/sweep.sbatch" "$folder" "$@")
# Whatever became of the shards: merge says what is missing, which a shard that was refused a run is not.
merge=$(sbatch --parsable --dependency="afterany:${array%%;*}" --output="$folder/merge.log" \
  "$scripts/merge.sbatch" "$folder" "$shards")
echo "array ${array%%;*}, merge ${merge%%;*}: $folder/result.json"
