"""What the site writes: the fixtures' facts and the demonstration."""
