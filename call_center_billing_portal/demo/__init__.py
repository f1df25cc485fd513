"""What this add-on adds to the sample world."""
