"""What is kept beside the conversations: web turns, feedback on answers, and questions that had no answer."""
