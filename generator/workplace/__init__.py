"""A folder in, the page that a clerk works in out: what a browser asks for, and nothing else, is answered."""
