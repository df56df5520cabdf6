"""One household, year by year: what it was offered, what it did, and the same without the policy."""
