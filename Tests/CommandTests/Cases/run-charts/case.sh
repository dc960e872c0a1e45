# A chart is told from broken YAML, and judged by what it renders to; kinds that are none, and versions, are told.
git init -q -b main . && mkdir -p charts/shop/templates k8s
cat > charts/shop/Chart.yaml <<END
apiVersion: v2
name: shop
version: 0.1.0
appVersion: latest
END
cat > charts/shop/values.yaml <<END
image: { repository: registry.example.com/shop, tag: "" }
END
cat > charts/shop/templates/service.yaml <<END
apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.fullname" . }}
{{- if .Values.port }}
spec: { ports: [{ port: {{ .Values.port }} }] }
{{- end }}
END
cat > k8s/web.yaml <<END
apiVersion: apps/v1
kind: Deploymnt
metadata: { name: web }
---
apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: FlowSchema
metadata: { name: web }
END
git add . && git commit -qm "feat: a chart"
sixgate run --gate infrastructure
echo "[status $?]"
mkdir rendered
cat > rendered/shop.yaml <<END
---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { ports: [{ port: 99999 }] }
END
sixgate run --gate infrastructure --kubernetes-version 1.28
echo "[status $?]"
sixgate run --kubernetes-version new
echo "[status $?]"
