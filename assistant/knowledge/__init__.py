"""What the assistant knows: record types, loading, checking and look-up. Knows neither Rasa nor a channel."""
