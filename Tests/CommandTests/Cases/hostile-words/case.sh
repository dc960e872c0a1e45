# What a policy, a path or a verdict file says is never a command of a log, nor a control of a terminal.
. "$CASE/../../repository.sh"
odd=$(printf 'x\033[2J\n::error::own ##vso[task.x]')
mkdir "$odd" && cp reports/coverage.info "$odd/coverage.info"
sixgate init | head -2
rm sixgate.yaml
printf 'coverage: { exclude: ["b\\e[2J\\n::error::own"], "c\\e[2J\\n##[error]own": 1 }\n' > sixgate.yaml
sixgate explain --policy --config-from head
echo "[$?]"
printf 'coverage: { exclude: ["b\\e[2J\\n::error::own"] }\n' > sixgate.yaml
sixgate explain --policy --config-from head | grep own
sixgate explain "$odd"
echo "[$?]"
sixgate "$odd"
echo "[$?]"
