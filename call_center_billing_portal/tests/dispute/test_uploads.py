"""Which files are taken, and by which name."""

from odoo.tests import BaseCase, tagged

from ...models.dispute.uploads import LARGEST, MOST, UnfitFileError, checked, clean_name

PDF = b"%PDF-1.7 and so on"


@tagged("post_install", "-at_install")
class TestUploads(BaseCase):
    def test_names_lose_folders_control_characters_and_what_turns_writing_round(self):
        for name, expected in {
            "C:\\fakepath\\Räkning maj.PDF": "Räkning maj.pdf",
            "../../etc/passwd": "passwd",
            "bill\u202efdp.exe.pdf": "billfdp.exe.pdf",
            "a\r\nSet-Cookie: x.txt": "aSet-Cookie_ x.txt",
            '"; rm -rf $HOME.csv': "rm -rf _HOME.csv",
            "<img src=x>.png": "img src_x.png",
            ".htaccess": "file.htaccess",
            "...": "file",
            "x" * 300 + ".pdf": "x" * 60 + ".pdf",
            "": "file",
        }.items():
            self.assertEqual(clean_name(name), expected, name)

    def test_what_is_taken_is_what_its_ending_says(self):
        taken = {
            "a.pdf": PDF,
            "a.png": b"\x89PNG\r\n\x1a\n...",
            "a.JPG": b"\xff\xd8\xff\xe0...",
            "a.webp": b"RIFF\x10\x00\x00\x00WEBP",
            "a.wav": b"RIFF\x10\x00\x00\x00WAVE",
            "a.mp3": b"ID3\x04",
            "a.txt": "Grüße".encode(),
            "a.csv": "Größe;1".encode("cp1252"),
        }
        self.assertEqual(len(checked(list(taken.items())[:4])), 4)
        self.assertEqual(len(checked(list(taken.items())[4:])), 4)

    def test_others_are_refused_with_the_reason(self):
        for name, content, reason in (
            ("a.html", b"<script>", "kind"),
            ("a.svg", b"<svg/>", "kind"),
            ("a.pdf", b"MZ\x90", "kind"),
            ("a.txt", b"a\0b", "kind"),
            ("a.csv", b"\xff\x01\x02", "kind"),
            ("pdf", PDF, "kind"),
            ("a.pdf.exe", PDF, "kind"),
            ("a.pdf", b"", "empty"),
            ("a.pdf", PDF + b"x" * LARGEST, "large"),
        ):
            with self.assertRaises(UnfitFileError) as caught:
                checked([(name, content)])
            self.assertEqual((caught.exception.reason, bool(caught.exception.name)), (reason, True), name)

    def test_too_many_or_too_much_is_refused(self):
        for files in ([("a.pdf", PDF)] * (MOST + 1), [("a.pdf", PDF + b"x" * (LARGEST - 100))] * 3):
            with self.assertRaises(UnfitFileError) as caught:
                checked(files)
            self.assertEqual((caught.exception.reason, caught.exception.name), ("many", ""))
