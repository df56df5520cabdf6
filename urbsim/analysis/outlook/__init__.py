"""The national path of every world, and the discrepancy that makes the model follow it."""
