@echo off
rem kubectl apply
:: helm install a
@kubectl apply ^
  -f x
echo kubectl delete
