"""The ways a question comes in and an answer goes out."""
