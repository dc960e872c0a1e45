#!/bin/sh
# Saves who reviewed the change in $SIXGATE_REVIEWS, for reviews.approvals and reviews.security in sixgate.yaml. It reads
# with SIXGATE_READ_TOKEN, or on GitLab the job's own, and fails no job: what it cannot learn it says, there and here.
set -u

unknown() { # WORDS without quotes
  echo "sixgate: who reviewed the change is not known: $*"
  printf '{"schema":"sixgate-reviews/1","%s":"%s"}\n' "${why:-unavailable}" "$*" > "$SIXGATE_REVIEWS"
}

direct() { # the same where no change was proposed: the platform says so
  why=direct unknown "$@"
}

get() { # URL: its answer in $answer. The token goes by standard input, for others can read command lines.
  code=$(printf 'header = "%s"\n' "$header" \
    | curl --config - --silent --max-time 60 --output "$answer" --write-out '%{http_code}' "$1") || code=none
  [ "$code" = 200 ]
}

first() { # KEY: the first number under that key in $answer
  grep -o "\"$1\": *[0-9]*" "$answer" | head -n 1 | tr -dc 0-9
}

reviews_of_github() {
  api=$GITHUB_API_URL/repos/$GITHUB_REPOSITORY header="Authorization: Bearer ${SIXGATE_READ_TOKEN:-}"
  case "$GITHUB_REF" in
    refs/pull/*) number=${GITHUB_REF#refs/pull/} number=${number%%/*} ;;
    refs/heads/gh-readonly-queue/*) number=${GITHUB_REF##*/pr-} number=${number%%-*} ;;
    *)
      get "$api/commits/$GITHUB_SHA/pulls" || { unknown "the answer to what brought $GITHUB_SHA was $code"; return; }
      number=$(first number) || number= ;;
  esac
  case "$number" in
    "") direct "no pull request brought $GITHUB_SHA"; return ;;
    *[!0-9]*) unknown "$GITHUB_REF has no number"; return ;;
  esac
  get "$api/pulls/$number" || { unknown "the answer to pull request $number was $code"; return; }
  { printf '{"pull_request":' && cat "$answer" && printf ',"reviews":[[]'; } > "$saved"
  page=1
  while
    get "$api/pulls/$number/reviews?per_page=100&page=$page" || { unknown "the answer to its reviews was $code"; return; }
    [ "$(tr -d '[:space:]' < "$answer")" != '[]' ]
  do
    [ "$page" -le 50 ] || { unknown "pull request $number has more than 5000 reviews"; return; }
    { printf ',' && cat "$answer"; } >> "$saved"
    page=$((page + 1))
  done
  printf ']}\n' >> "$saved"
  mv "$saved" "$SIXGATE_REVIEWS"
}

reviews_of_gitlab() {
  api=$CI_API_V4_URL/projects/${CI_MERGE_REQUEST_PROJECT_ID:-$CI_PROJECT_ID} number=${CI_MERGE_REQUEST_IID:-}
  if [ -n "${SIXGATE_READ_TOKEN:-}" ]; then header="PRIVATE-TOKEN: $SIXGATE_READ_TOKEN"
  else header="JOB-TOKEN: ${CI_JOB_TOKEN:-}"; fi
  if [ -z "$number" ]; then
    get "$api/repository/commits/$CI_COMMIT_SHA/merge_requests" \
      || { unknown "the answer to what brought $CI_COMMIT_SHA was $code; SIXGATE_READ_TOKEN (read_api) may read it"; return; }
    number=$(first iid) || number=
    [ -n "$number" ] || { direct "no merge request brought $CI_COMMIT_SHA"; return; }
  fi
  before="{"
  for part in merge_request approvals versions; do
    case $part in merge_request) path= ;; versions) path="/versions?per_page=100" ;; *) path=/$part ;; esac
    get "$api/merge_requests/$number$path" \
      || { unknown "the answer to merge request $number was $code; SIXGATE_READ_TOKEN (read_api) may read it"; return; }
    { printf '%s"%s":' "$before" "$part" && cat "$answer"; } >> "$saved"
    before=,
  done
  printf '}\n' >> "$saved"
  mv "$saved" "$SIXGATE_REVIEWS"
}

answer=$SIXGATE_REVIEWS.answer saved=$SIXGATE_REVIEWS.new
mkdir -p "${SIXGATE_REVIEWS%/*}"
rm -f "$SIXGATE_REVIEWS" "$saved"
if ! command -v curl > /dev/null; then unknown "curl is not installed"
elif [ -n "${GITHUB_ACTIONS:-}" ]; then reviews_of_github
elif [ -n "${GITLAB_CI:-}" ]; then reviews_of_gitlab
else unknown "no platform is known that could say it"; fi
rm -f "$answer" "$saved"
