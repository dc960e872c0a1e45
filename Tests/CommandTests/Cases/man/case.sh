# A page that man can show: every command, option and format stands in it, and no line is a request by accident.
sixgate man > sixgate.1
head -n 12 sixgate.1
for word in run merge doctor '\\-\\-output' '\\-\\-gate' warnings\\\\-ng; do grep -c -e "$word" sixgate.1 | sed 's/[1-9][0-9]*/there/'; done
grep '^\.' sixgate.1 | sed 's/ .*//' | sort -u
grep -c "^'" sixgate.1
grep -A 2 '^\.B 2' sixgate.1
sixgate man page
