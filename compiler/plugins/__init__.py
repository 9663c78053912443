"""Native plugins (VST3, AU) as the compiler sees them: what one says of itself, the words a song sets it by."""
