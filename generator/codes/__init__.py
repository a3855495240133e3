"""Every kind of finding that a stage before the checks can make, one module a stage; ids never change or move."""
