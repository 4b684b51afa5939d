"""The gap loop: what people asked and did not find, grouped, and the record that would answer it. For staff only."""
