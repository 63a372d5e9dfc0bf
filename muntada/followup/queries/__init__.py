"""Questions of follow-up, answered as far as the actor may read."""
