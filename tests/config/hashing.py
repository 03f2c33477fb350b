"""A quick way of hashing that notes how much it is given."""

from django.contrib.auth.hashers import MD5PasswordHasher


class Counting(MD5PasswordHasher):
    lengths: list[int] = []

    def encode(self, password: str, salt: str) -> str:
        self.lengths.append(len(password))
        return super().encode(password, salt)
