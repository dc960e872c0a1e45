sixgate explain coverage.branches
sixgate explain 002-27
sixgate explain tdd | grep -c asks
