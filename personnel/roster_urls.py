roster_urls = []
