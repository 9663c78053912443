"""How much of its input each effect needs, from its settings alone. No numpy: the engine asks before any sound is
made."""
