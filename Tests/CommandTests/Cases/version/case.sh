sixgate --version
