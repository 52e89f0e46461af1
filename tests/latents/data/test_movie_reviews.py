"""Reviews of films, read back from a file written here, and what is known of the real ones."""

import io
import zipfile

import pytest

from latents.data.movie_reviews import movie_reviews


def archive(texts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, text in texts.items():
            opened.writestr(f"movie_reviews/{name}", text.encode("latin-1"))
    return file.getvalue()


def test_texts_and_labels_are_those_of_the_file(publish):
    texts = {"README": "no review", "pos/cv000_2.txt": "a café of a film", "neg/cv001_1.txt": "dull",
             "neg/cv000_9.txt": "bad"}
    publish("nltk/movie_reviews.zip", archive(texts))
    found, labels = movie_reviews()
    assert found == ["bad", "dull", "a café of a film"]
    assert labels.tolist() == [0, 0, 1]


def test_a_damaged_file_is_named(publish):
    path = publish("nltk/movie_reviews.zip", archive({"pos/a.txt": "x"})[:-30])
    with pytest.raises(ValueError, match="is not a whole zip file") as failure:
        movie_reviews()
    assert str(path) in str(failure.value)


def test_the_real_files(real_data):
    real_data("nltk")
    texts, labels = movie_reviews()
    assert labels.tolist() == [0] * 1000 + [1] * 1000
    assert texts[0].startswith("plot : two teen couples go to a church party")
    assert texts[1000].startswith("films adapted from comic books have had plenty of success")
