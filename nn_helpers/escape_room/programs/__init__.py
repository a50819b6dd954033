"""Six programs, none learns; params: 1 a dict, 2 lists, 3 a list, 4 layers, 5 a tuple, 6 a net."""
