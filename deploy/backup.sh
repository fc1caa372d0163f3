#!/bin/sh
# 夜间备份，并且当场恢复到一个临时文件夹里核对一遍：没有恢复过的备份不算备份。
# 用法：backup.sh 资料库 备份文件夹 [保留几份，默认 14]
set -eu
library=$1 folder=$2 keep=${3:-14}
budgetqa=${BUDGETQA:-budgetqa}
mkdir -p "$folder"
file=$folder/budgetqa-$(date +%Y%m%d-%H%M%S).bak
$budgetqa backup "$file" --library "$library"
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
$budgetqa restore "$file" --library "$trial/library"
$budgetqa verify --library "$trial/library"
# 核对过了，才轮到删旧的。
ls -1 "$folder"/budgetqa-*.bak | sort -r | tail -n +$((keep + 1)) | while read -r old; do rm -f "$old"; done
echo "备份并核对完毕：$file"
