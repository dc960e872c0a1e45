# A commit of ten thousand files of code, some with odd names.
git init --quiet --initial-branch=main
{
  printf 'commit refs/heads/main\ncommitter A <a@b> 0 +0000\ndata 5\nbegin\n\n'
  printf 'commit refs/heads/main\ncommitter A <a@b> 0 +0000\ndata 11\nfeat: files\n'
  awk 'BEGIN { for (i = 0; i < 10000; i++) printf "M 644 inline \"src/%d\\n\\377.py\"\ndata 6\nx = 1\n\n", i }'
} | git fast-import --quiet
git checkout --quiet --force main
sixgate run --gate tdd --base main~1 | head -8
