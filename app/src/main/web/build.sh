#!/bin/sh
# Builds or tests the dashboard, if anything changed since the last time. Maven runs it; so may you:
#   app/src/main/web/build.sh build    into app/target/classes/web
#   app/src/main/web/build.sh test     types, then Vitest
set -u
cd "$(dirname "$0")" || exit 1
target=../../../target

need() {
  echo "The dashboard needs $1; found ${2:-none}." >&2
  echo "Install Node 20.19 or newer with its npm (nodejs.org, or your system's packages if they are as new) and try again." >&2
  exit 1
}

command -v node >/dev/null 2>&1 || need "Node 20.19 or newer"
version=$(node --version) || exit 1
major=${version#v}
minor=${major#*.}
major=${major%%.*}
minor=${minor%%.*}
[ "$major" -gt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; } || need "Node 20.19 or newer" "$version"
command -v npm >/dev/null 2>&1 || need "npm, which comes with Node"

# The packages of the lockfile, once for each state of it.
packages() {
  want="$(cksum < package-lock.json) $version"
  [ "$(cat node_modules/.spillway 2>/dev/null)" = "$want" ] && return 0
  npm ci --prefer-offline --no-progress || {
    echo "npm could not fetch the packages of app/src/main/web/package-lock.json: see above. They are needed once." >&2
    exit 1
  }
  echo "$want" > node_modules/.spillway
}

# Whether nothing that goes into $1 is newer than it.
is_fresh() {
  [ -f "$1" ] || return 1
  [ -z "$(find . -path ./node_modules -prune -o -newer "$1" -type f -print | head -n 1)" ]
}

case ${1:-} in
  build)
    stamp=$target/web-built
    [ -f "$target/classes/web/index.html" ] && is_fresh "$stamp" && exit 0
    packages
    npm run --silent build -- --logLevel warn || exit 1
    ;;
  test)
    stamp=$target/web-tested
    is_fresh "$stamp" && exit 0
    packages
    npm test --silent || exit 1
    ;;
  *)
    echo "usage: build.sh build|test" >&2
    exit 2
    ;;
esac
mkdir -p "$target" && touch "$stamp"
