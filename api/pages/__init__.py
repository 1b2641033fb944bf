"""Pages for people: the same answers, to look at. Each page is a function of what it shows."""
