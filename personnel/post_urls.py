from django.urls import path

from personnel.views import posts, regions, reports, trees, units

post_urls = [
    path("personalia/", units.index, name="index"),
    path("personalia/garis-sekretaris/", units.secretary_line, name="secretary_line"),
    path("personalia/tanpa-atasan/", reports.without_superior, name="without_superior"),
    path(
        "personalia/tanpa-atasan/unduh/",
        reports.without_superior_csv,
        name="without_superior_csv",
    ),
    path("personalia/wilayah/", regions.regions, name="regions"),
    path("personalia/satker/<str:code>/", units.unit, name="unit"),
    path(
        "personalia/satker/<str:code>/susunan/",
        trees.standard_tree_plan,
        name="standard_tree",
    ),
    path(
        "personalia/satker/<str:code>/susunan/terapkan/",
        trees.apply_tree,
        name="apply_tree",
    ),
    path("personalia/satker/<str:code>/jabatan-baru/", posts.new_post, name="new_post"),
    path("personalia/jabatan/<int:pk>/", posts.post, name="post"),
    path("personalia/jabatan/<int:pk>/ubah/", posts.edit_post, name="edit_post"),
    path(
        "personalia/jabatan/<int:pk>/atasan/", posts.change_lines, name="change_lines"
    ),
    path("personalia/jabatan/<int:pk>/hapus/", posts.abolish_post, name="abolish_post"),
    path(
        "personalia/jabatan/<int:pk>/pulihkan/", posts.restore_post, name="restore_post"
    ),
]
