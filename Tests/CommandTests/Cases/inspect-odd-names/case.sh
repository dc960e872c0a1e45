# A name need not be UTF-8, and may look like an option behind --.
name=$(printf 'caf\351.info')
printf 'SF:a.c\nDA:1,1\nend_of_record\n' > "$name"
cp "$name" -- --version
sixgate inspect "$name" | grep -E 'path|status'
sixgate inspect -- --version | grep -E 'path|status'
