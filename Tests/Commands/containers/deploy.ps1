kubectl apply `
  -f x
# kubectl delete
Write-Host "kubectl apply"
