"""What watches over the machine reads."""
