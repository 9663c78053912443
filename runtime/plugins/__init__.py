"""Native plugins: programs of others, so each runs in a process of its own, with a time limit.

    rack      which plugins this project's user allows, where they stand, what is in their files
    facts     what a plugin says of itself, asked once for each content of its files
    child     this side of the pipes: deadlines, crashes, blocks of sound
    host      the other side: a small program that loads one plugin and serves one request

Nothing here keeps a plugin between requests, and no other part of songc loads one.
"""
