sixgate --help
for command in run merge inspect explain formats; do
  echo "--- $command"
  sixgate $command --help
done
