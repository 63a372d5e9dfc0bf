"""Keeps how a thing may be handled: the Traffic Light Protocol's labels and their order.
Never decides who somebody is and never touches a database.
May ask nobody."""
