"""Questions of the report, a file for each noun."""
