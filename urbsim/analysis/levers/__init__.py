"""The experiments that hold every lever: simulated, measured, and laid beside what studies found."""
