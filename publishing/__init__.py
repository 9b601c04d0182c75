"""What turns sources into editions: the engine seam, the fence, checklists, search, the Python runtime."""
