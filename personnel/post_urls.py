from django.urls import path

from personnel.views import posts

post_urls = [
    path("personalia/", posts.index, name="index"),
]
