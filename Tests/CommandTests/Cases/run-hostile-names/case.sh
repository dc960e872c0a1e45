# Nothing of a report or a path becomes a workflow command.
. "$CASE/../../repository.sh"
printf 'SF:src/%%0A::error::x.py\r::add-mask::y\nDA:1,0\nend_of_record\n' > reports/hostile.info
export GITHUB_ACTIONS=true
sixgate run --base main --gate coverage
