# What inspect shows of scripts and pipelines.
printf '#!/bin/sh\nkubectl get pods\nkubectl -n prod apply -f x\n$TOOL apply\nnpm test || true\n' > deploy
printf 'all:\n\tterraform apply\n' > Makefile
printf '```sh\nhelm rollback a\n```\n' > runbook.md
printf "echo 'a\n" > cut.sh
printf 'nothing\n' > notes.txt
sixgate inspect deploy Makefile runbook.md cut.sh
echo "status $?"
sixgate inspect notes.txt
echo "status $?"
