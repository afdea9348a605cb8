#!/bin/sh
# Pictures of pages, at 1440 and 390 pixels, light and dark:
#   scripts/screenshot.sh FOLDER [PATH...]
# Without paths, of every page the browser tests know. Optional environment variables:
#   SCREENSHOT_SITE=http://…     a running site instead of a fresh one with its start data
#   SCREENSHOT_SCREENS="1440-light 390-dark"     only these
#   SCREENSHOT_WHOLE=yes     the whole page instead of what fits the screen
set -eu
folder=${1:?usage: scripts/screenshot.sh FOLDER [PATH...]}
shift
mkdir -p "$folder"
SCREENSHOT_FOLDER=$(cd "$folder" && pwd)
export SCREENSHOT_FOLDER
if [ $# -gt 0 ]; then export SCREENSHOT_PATHS="$*"; fi
root=$(cd "$(dirname "$0")/.." && pwd)
tests="$root/artifacts/bin/RewardBench2.Tests/debug/RewardBench2.Tests"
[ -x "$tests" ] || dotnet build "$root/tests/RewardBench2.Tests"
"$tests" -explicit only -class RewardBench2.Tests.Browser.Screenshots
ls "$SCREENSHOT_FOLDER"
