"""
Which seat a row means, in the tree of posts of its unit.

First as it is written, then in the one spelling with known abbreviations. What fits
several different seats, or none, stays unclear with the candidates named. Seats that
are the same in title and section are interchangeable: each person keeps his own, and
newcomers take the free ones.
"""

from collections import defaultdict
from datetime import date
from difflib import get_close_matches

from personnel.models import Acting, PositionKind
from personnel.rosters import words
from personnel.rosters.matching import Case, NewPost, listed
from personnel.rosters.standing import SEVERAL, Post, Standing

ALIKE = 0.8
HEADS = frozenset(
    {
        *(PositionKind.SUBDIV_HEAD, PositionKind.DIVISION_HEAD),
        *(PositionKind.BUREAU_HEAD, PositionKind.DEPUTY, PositionKind.MEMBER),
        *(PositionKind.REGIONAL_INSPECTOR, PositionKind.CHIEF_INSPECTOR),
    }
)
NO_SUCH_POST = "Jabatan tidak ada pada susunan satker."


class Seating:
    """Finds seats and gives them out, for one roster."""

    def __init__(self, standing: Standing, on: date):
        self.standing = standing
        self.on = on
        self.spelt: dict[tuple[int, str], list[Post]] = defaultdict(list)
        self.sections: dict[int, set[str]] = defaultdict(set)
        self.unit_words: dict[int, frozenset[str]] = {}
        for unit_id, posts in standing.posts_in.items():
            for post in posts:
                for title in {post.spelt, post.base}:
                    self.spelt[unit_id, title].append(post)
                self.sections[unit_id].add(post.section_key)
        self.claimed: set[tuple[int, str]] = set()
        self.heads_asked: set[tuple[int, str, str]] = set()

    # --- which seats a row fits -----------------------------------------------------

    def find(self, case: Case) -> None:
        """Give the case its seats, or judge it unclear."""
        entry, unit_id = case.entry, case.unit_id
        if unit_id is None:
            return
        title = words.without_unit(words.spelt(entry.title), self.words_of(unit_id))
        section = words.section_key(entry.section)
        case.seats = self.fitting(unit_id, title, section)
        if not case.seats:
            short, named = words.split_section(title)
            case.seats = self.fitting(unit_id, short, section or named)
        if not case.seats:
            self.find_head(case, unit_id, title, section)
        if not case.seats and case.is_open:
            self.add_or_ask(case, unit_id, title, section)

    def words_of(self, unit_id: int) -> frozenset[str]:
        if unit_id not in self.unit_words:
            unit = self.standing.units[unit_id]
            said = f"{unit.name} {unit.name_long} {unit.region_name}"
            found = set(words.spelt(said).split()) | {"kab", "prov", "kota"}
            self.unit_words[unit_id] = frozenset(found)
        return self.unit_words[unit_id]

    def fitting(self, unit_id: int, title: str, section: str) -> list[Post]:
        """Posts of that title; of that section, where the unit has such a section."""
        posts = self.spelt.get((unit_id, title), [])
        if not (posts and section):
            return posts
        there = [post for post in posts if post.section_key == section]
        if there:
            return there
        wanted = set(section.split())
        within = [post for post in posts if wanted <= set(post.section_key.split())]
        if len({post.seat for post in within}) == 1:
            return within
        return [] if section in self.sections[unit_id] else posts

    def find_head(self, case: Case, unit_id: int, title: str, section: str) -> None:
        """A shortened title of a head, as "Kasubbag Hukum", where it fits one alone."""
        kind = words.kind_of(case.entry.title)
        if kind not in HEADS:
            return
        said = set(title.split()) - words.OF_A_SECTION
        said |= set(section.split()) if section in self.sections[unit_id] else set()
        if said <= {"kepala", "anggota", "deputi"} and section:
            said |= set(section.split())
        found = [
            post
            for post in self.standing.posts_in[unit_id]
            if post.kind == kind
            and said <= set(f"{post.spelt} {post.section_key}".split())
        ]
        if len(found) == 1:
            case.seats = found
            case.entry.notes.append(f"Jabatan dibaca sebagai “{found[0].title}”.")
        elif found and len(said) > 1:
            names = listed(str(post) for post in found)
            case.unclear(f"Jabatan dapat berarti {names}.", "title")

    def add_or_ask(self, case: Case, unit_id: int, title: str, section: str) -> None:
        """A new seat below the superior that the file names, else a question."""
        entry = case.entry
        if entry.superior:
            self.add(case)
            return
        posts = self.standing.posts_in[unit_id]
        same = [post for post in posts if post.spelt == title]
        if same:
            names = listed(str(post) for post in same)
            case.unclear(
                f"Di bagian itu tidak ada jabatan ini; yang ada {names}.",
                *("title", "section"),
            )
            return
        spelt = {post.spelt: post for post in posts}
        near = get_close_matches(title, spelt, n=3, cutoff=ALIKE)
        mine = [spelt[key] for key in near if self.is_held_by(case, spelt[key])]
        if mine:
            case.seats = mine
            entry.notes.append(f"Jabatan dibaca sebagai “{mine[0].title}”.")
        elif near:
            names = listed(str(spelt[key]) for key in near)
            case.unclear(f"{NO_SUCH_POST} Mungkin maksudnya {names}.", "title")
        else:
            case.unclear(NO_SUCH_POST, "title")

    def add(self, case: Case) -> None:
        entry, unit_id = case.entry, case.unit_id
        if unit_id is None:
            return
        kind = words.kind_of(entry.title)
        if kind not in words.ADDABLE:
            case.unclear(
                f"{NO_SUCH_POST} Jabatan pimpinan ditambahkan oleh administrator "
                "organisasi.",
                "title",
            )
            return
        asked = words.without_unit(words.spelt(entry.superior), self.words_of(unit_id))
        above = self.spelt.get((unit_id, asked), [])
        if not above:
            above = self.heads_named(unit_id, entry.superior, asked)
        if len(above) == 1:
            title, section = entry.title, entry.section or above[0].section
            if kind not in SEVERAL and self.is_taken(unit_id, title, section):
                case.unclear(
                    f"Jabatan “{title}” hanya satu di bagian itu dan sudah ada "
                    "pemangkunya, atau diminta oleh baris lain.",
                    "title",
                )
                return
            case.new_post = NewPost(unit_id, kind, title, section, above[0].pk)
            case.entry.notes.append(f"Jabatan baru di bawah “{above[0].title}”.")
        elif above:
            names = listed(str(post) for post in above)
            case.unclear(f"Atasan dapat berarti {names}.", "superior")
        else:
            case.unclear(
                f"{NO_SUCH_POST} Atasan “{entry.superior[:60]}” juga tidak ada.",
                *("title", "superior"),
            )

    def is_taken(self, unit_id: int, title: str, section: str) -> bool:
        """Whether there is such a head, or an earlier row of the file asks for him."""
        like = words.spelt(title), words.section_key(section)
        stands = any(
            (post.spelt, post.section_key) == like
            for post in self.standing.posts_in[unit_id]
        )
        asked = (unit_id, *like) in self.heads_asked
        self.heads_asked.add((unit_id, *like))
        return stands or asked

    def heads_named(self, unit_id: int, superior: str, asked: str) -> list[Post]:
        kind, said = words.kind_of(superior), set(asked.split())
        if kind not in HEADS:
            return []
        return [
            post
            for post in self.standing.posts_in[unit_id]
            if post.kind == kind and said <= set(post.spelt.split())
        ]

    # --- who takes which ------------------------------------------------------------

    def is_held_by(self, case: Case, post: Post) -> bool:
        if case.person is None:
            return False
        return any(
            held.user_id == case.person.pk and not held.is_over(self.on)
            for held in self.standing.of_post.get(post.pk, ())
        )

    def keep_own(self, case: Case) -> None:
        """Whoever holds one of the seats already keeps it."""
        person = case.person
        if person is None:
            return
        mine = [post for post in case.seats if self.is_held_by(case, post)]
        acting = [
            post
            for post in mine
            if any(
                held.user_id == person.pk
                and held.acting == case.entry.acting
                and not held.is_over(self.on)
                for held in self.standing.of_post[post.pk]
            )
        ]
        for post in acting or mine:
            if (post.pk, case.entry.acting) not in self.claimed:
                self.claim(case, post)
                return

    def claim(self, case: Case, post: Post) -> None:
        case.post = post
        self.claimed.add((post.pk, case.entry.acting))

    def take_free(self, case: Case, spared: set[int]) -> None:
        """
        A seat for somebody who holds none of those that fit.

        Vacant seats come first, then those whose holders leave them; never the seat
        of somebody in `spared`, whose row is not clear yet.
        """
        if case.post or case.new_post or not case.is_open:
            return
        if len({post.seat for post in case.seats}) > 1:
            names = listed(str(post) for post in case.seats)
            case.unclear(f"Jabatan dapat berarti {names}.", "title", "section")
            return
        acting = case.entry.acting
        free = [post for post in case.seats if (post.pk, acting) not in self.claimed]
        ranked = sorted(
            (self.crowd(post, acting, spared), post.pk, post) for post in free
        )
        if ranked and ranked[0][0] < 2:
            self.claim(case, ranked[0][2])
        elif case.entry.superior and acting == Acting.PERMANENT:
            self.add(case)
        else:
            case.unclear(
                f"Semua tempat “{case.seats[0]}” sudah ada pemangkunya.", "title"
            )

    def crowd(self, post: Post, acting: str, spared: set[int]) -> int:
        """0 for a vacant seat, 1 where the holder may leave it, 2 for a kept one."""
        holders = [
            held.user_id
            for held in self.standing.of_post.get(post.pk, ())
            if held.acting == acting and not held.is_over(self.on)
        ]
        if any(user_id in spared for user_id in holders):
            return 2
        return 1 if holders else 0
