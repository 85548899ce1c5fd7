grant_urls = []
