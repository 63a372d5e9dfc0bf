"""Keeps work that is done later: what was asked for, by whom, how far it is, and who is at it until when.
Never decides who may do what, never knows what the work is about, and never does a thing twice.
May ask trail and access."""
