"""Adapting the sentence encoder to this subject: done now and then by ``make encoder``, never at run time."""
