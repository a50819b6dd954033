"""Six programs of strangers, each a file, none of which learns; they are read as text and then run."""
