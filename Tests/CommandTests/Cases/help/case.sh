sixgate --help
for command in run merge waiver inspect explain formats; do
  echo "--- $command"
  sixgate $command --help
done
