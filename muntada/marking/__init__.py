"""Keeps how a thing may be handled: the Traffic Light Protocol, originators, audiences, purposes and retention.
Never decides who somebody is and never touches a database.
May ask nobody."""
