# The ha profile on both engines: on the cluster of KUBECONFIG, else on the one of ../shared/cluster.
# shellcheck shell=bash

SHARED=../shared/cluster

# e2e_tests GIVEN_KUBECONFIG: says in one line what keeps them from running.
e2e_tests() {
  if [[ -n $1 ]]; then
    if [[ -z ${E2E_GIT_URL:-} ]]; then
      skip e2e "KUBECONFIG is set, but E2E_GIT_URL is not: no repository that the engines reach"
      return
    fi
  elif [[ ! -f $SHARED/up || $(id -u) != 0 ]]; then
    skip e2e "no KUBECONFIG with E2E_GIT_URL, and no ../shared/cluster that root could bring up"
    return
  elif ! command -v certctl-server >/dev/null || ! command -v certctl-agent >/dev/null || ! migrations; then
    skip e2e "certctl-server, certctl-agent and CERTCTL_MIGRATIONS are not at hand to make images of"
    return
  else
    if ! check "a cluster with Argo CD and Flux from ../shared/cluster" whole_cluster; then
      skip e2e "there is no cluster"
      return
    fi
    eval "$(cat "$TMP/cluster")"
    [[ -n ${CERTCTL_NEXT:-} ]] || say "e2e: CERTCTL_NEXT names no folder, so the next version is $TAG again, under tag $NEXT_TAG"
    if ! check "certctl's images from the programs on PATH" certctl_images || ! check "a git server" git_server; then
      skip e2e "there are no images, or no git server"
      return
    fi
    E2E_GIT_URL=$(cat "$TMP/git-url") E2E_GIT_PUSH_URL=$TMP/e2e.git
    export E2E_GIT_URL E2E_GIT_PUSH_URL E2E_CERTCTL_VERSION=$TAG E2E_CERTCTL_NEXT_VERSION=$NEXT_TAG
  fi
  say "e2e: ha on Argo CD and on Flux with HelmReleases; the other profiles and deliveries and the twins take an hour: npm run e2e"
  tests e2e npm run e2e -- ha argocd,flux --maxWorkers=2
}

# Its processes outlive this script and keep none of its streams.
whole_cluster() {
  # What its git server needs and does not install.
  [[ -e /bin/nc.openbsd ]] || { apt-get update && apt-get install --yes --no-install-recommends netcat-openbsd; } || return
  bash "$SHARED/up" >"$TMP/cluster" </dev/null && bash "$SHARED/argocd" up </dev/null &&
    bash "$SHARED/flux" up </dev/null && bash "$SHARED/images" </dev/null
}

TAG=v2.1.7
NEXT_TAG=v2.1.8

# The next version is CERTCTL_NEXT (a folder with certctl-server, certctl-agent and migrations), else the same programs again.
certctl_images() {
  local server agent migrations=$CERTCTL_MIGRATIONS next=${CERTCTL_NEXT:-}
  server=$(command -v certctl-server) agent=$(command -v certctl-agent)
  images_of "$TAG" "$server" "$agent" "$migrations" || return
  [[ -z $next ]] || server=$next/certctl-server agent=$next/certctl-agent migrations=$next/migrations
  images_of "$NEXT_TAG" "$server" "$agent" "$migrations"
}

images_of() {
  bash "$SHARED/images-certctl" --tag "$1" --server "$2" --agent "$3" --migrations "$4" </dev/null
}

git_server() {
  git init --quiet --bare "$TMP/e2e.git" && bash "$SHARED/git" "$TMP/e2e.git" certctl-gitops-e2e >"$TMP/git-url" </dev/null
}
