"""stub"""
def find_fewest(problem, *, dimensions):
    return None
