sixgate schema | head -40
