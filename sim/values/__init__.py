"""How the values of a file are read: texts to exact numbers, days and words; mappings to models; and what is wrong.

    refusals.py   why a value cannot stand, and the nearest right word
    scalars.py    one text: how it is read, written again and described to an editor
    models.py     mappings with fixed keys (pydantic), short forms, numbered steps
    document.py   a file, or one value of it, as a tree that knows where everything stands
    faults.py     what pydantic refuses, as faults of the document
    trees.py      values of programs as trees, and trees as one line of text

`scenario/` and `policy/` both stand on this room, so that a share, a date or a misspelt word is the same to both.
"""
