"""Six programs; params: 1 a dict, 2 lists, 3 a list (slopes), 4 layers, 5 a tuple, 6 a net."""
