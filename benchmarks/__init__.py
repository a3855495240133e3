"""How long it takes and how much it holds: measured beside a peer in the same run, so that the ratio is what counts."""
