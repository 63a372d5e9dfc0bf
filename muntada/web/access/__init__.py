"""The policy's page, releases, and lists to take along."""
