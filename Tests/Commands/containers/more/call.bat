call helm upgrade a b
cmd /c "kubectl apply -f x"
