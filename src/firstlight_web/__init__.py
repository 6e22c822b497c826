"""The site: one person, one computer. It shows what the library answers, and takes totals in.

Takes   addresses such as /assessment/?place=48201; it holds no database and no session.
Gives   pages from the same parts as the report, and the report's files to download.
Data    the library's catalogue and bundled tables, read once when the site starts; totals that
        are entered here are kept by the room `entered`, as files in the folder for data.
"""
