"""The answer before everything else: what the policy adds, at what cost, and what to doubt."""
