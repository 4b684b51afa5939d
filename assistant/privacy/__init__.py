"""What a person types is freed of personal details before anything is stored, logged or sent on."""

from assistant.privacy.masking import Masked, Masker, masker

__all__ = ["Masked", "Masker", "masker"]
