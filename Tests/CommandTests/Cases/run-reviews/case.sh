# Who approved a change: nobody asks, nobody knows, the author alone, an older commit, somebody else, and hostile names.
. "$CASE/../../repository.sh"
say() { sed -n '/^  review/,/^$/p; /^[A-Z].*: /p'; }
reviews() {
  cat > reports/reviews.json <<JSON
{"pull_request": {"number": 12, "user": {"login": "ann"}, "head": {"sha": "$(git rev-parse HEAD)"}},
 "reviews": [[{"user": {"login": "$1", "type": "User"}, "state": "$2", "commit_id": "$3", "author_association": "MEMBER"}]]}
JSON
}
judge() { sixgate run --base main --gate tdd --config-from head "$@" > out.txt; echo "status $?"; say < out.txt; }
judge --reviews nowhere.json
printf 'reviews: { approvals: 1 }\n' > sixgate.yaml
judge
judge --reviews reports/reviews.json
reviews ann APPROVED "$(git rev-parse HEAD)"
judge --reviews reports/reviews.json
reviews bob APPROVED "$(git rev-parse HEAD~1)"
judge --reviews reports/reviews.json
reviews bob APPROVED "$(git rev-parse HEAD)"
judge --reviews reports/reviews.json
reviews '::error::x \u001b[31m<b>@all\n##[add-mask]y' APPROVED "$(git rev-parse HEAD~1)"
judge --reviews reports/reviews.json
cp reports/reviews.json own.json && git add own.json
judge --reviews own.json
