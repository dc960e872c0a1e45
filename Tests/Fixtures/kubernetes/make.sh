#!/bin/sh
# Makes the fixtures of real tools, with kubectl 1.32 and no cluster; the others here are written by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"

draft() { kubectl create "$@" --dry-run=client -o yaml; }

# One object a document, as `kubectl create` drafts them.
{
  draft namespace shop
  echo ---
  draft deployment cart --image=registry.example.com/shop/cart:sha-0a1b2c3d --image=envoyproxy/envoy:v1.31.0 --replicas=3
  echo ---
  draft service clusterip cart --tcp=80:8080
  echo ---
  draft cronjob sweep --image=registry.example.com/shop/sweep --schedule='0 3 * * *'
  echo ---
  draft configmap settings --from-literal=greeting='{{ hello }}' --from-literal=port=8080
} > "$here/drafts.yaml"

kubectl create deployment cart --image=registry.example.com/shop/cart:1.4 --dry-run=client -o json > "$here/draft.json"

# A base and an overlay that pins its image.
mkdir base overlay
draft deployment cart --image=cart > base/deployment.yaml
draft service clusterip cart --tcp=80:8080 > base/service.yaml
cat > base/kustomization.yaml <<'YAML'
resources:
- deployment.yaml
- service.yaml
YAML
cat > overlay/kustomization.yaml <<'YAML'
# Neither apiVersion nor kind: kustomize knows them.
resources:
- ../base
namePrefix: shop-
images:
- name: cart
  newName: registry.example.com/shop/cart
  newTag: sha-0a1b2c3d
- name: renamed
  newName: registry.example.com/shop/renamed
YAML
cp overlay/kustomization.yaml "$here/kustomization.yaml"
kubectl kustomize overlay > "$here/kustomized.yaml"
