"""Several servers on one machine, as deploy/production has them on several."""
