"""
Finding out whether there is anything to declare: versions of the questionnaire.

What the questions are and where answers lead is data that an administrator edits;
a version is never changed once it was published. Answers lie in a statement's draft.
"""
