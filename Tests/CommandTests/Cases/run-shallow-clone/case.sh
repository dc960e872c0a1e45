# A shallow clone is not judged, and says what to do.
mkdir origin && cd origin && . "$CASE/../../repository.sh" && cd ..
git clone --quiet --depth 1 --branch topic "file://$PWD/origin" clone
cd clone
sixgate run --gate tdd
