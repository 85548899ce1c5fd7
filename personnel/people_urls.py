people_urls = []
