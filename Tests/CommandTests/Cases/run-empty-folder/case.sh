sixgate run
