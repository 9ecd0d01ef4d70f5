"""youthsim: an agent-based simulation of youth care."""
