# Whatever is not a report is refused in words, with status 2, and the next file is read all the same.
: > empty
mkdir folder
printf 'TN:\nSF:a.c\nDA:1,1\n' > cut.info
printf '\000\001\002\003' > binary
printf '{"a": [1,2' > cut.json
printf '<?xml version="1.0"?><a>' > cut.xml
printf '\037\213\010\000broken' > broken.gz
printf 'TN:\nSF:a.c\nDA:1,99999999999999999999999999\nend_of_record\n' > huge-number.info
mkfifo pipe
sixgate inspect empty folder gone cut.info binary cut.json cut.xml broken.gz huge-number.info pipe
