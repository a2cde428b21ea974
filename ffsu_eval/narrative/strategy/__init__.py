"""A strategy to come: what it takes up, what it rests on, its means, its actions one by one."""
