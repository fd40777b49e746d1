"""Say in an author's words what is wrong with YAML that can't be read at all.

The parsers' own words ("mapping values are not allowed in this context") name what they met, not
what somebody who writes texts has to do.
"""

from collections.abc import Sequence

# What the parser says, and in which context (part of it, "" for any): the first that fits counts.
_PLAIN: Sequence[tuple[str, str, str]] = (
    (
        "mapping values are not allowed",
        "",
        "a second colon in one line, or a line that stands too far right: put the text in quotes, "
        "or mend the indentation",
    ),
    (
        "found character",
        "scanning for the next token",
        "a tab, or a text that begins with @, % or a backtick: indent with spaces, and put such a "
        "text in quotes",
    ),
    ("unexpected end of stream", "quoted scalar", "a quote is opened and never closed"),
    (
        "unknown escape character",
        "",
        "a backslash inside \"double quotes\": write the text in 'single quotes'",
    ),
    ("',' or ']'", "", "a list in [brackets] isn't closed, or lacks a comma"),
    ("',' or '}'", "", "what stands in {braces} isn't closed, or lacks a comma"),
    (
        "could not find expected ':'",
        "",
        "a line without a colon where a `key: value` line belongs: indent it under its key, or "
        "put the text in quotes",
    ),
    (
        "did not find expected key",
        "",
        "the indentation of this line fits none above it, or a text has quotes inside its quotes",
    ),
    (
        "did not find expected '-' indicator",
        "",
        "this line stands among lines that begin with `- `: begin it so, or mend the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "",
        "a list begins on a line of its own: put `- ` under the key, not behind it",
    ),
    (
        "alphabetic or numeric character",
        "scanning an alias",
        "a text that begins with * must stand in quotes",
    ),
    (
        "alphabetic or numeric character",
        "scanning an anchor",
        "a text that begins with & must stand in quotes",
    ),
    ("", "parsing a tag", "a text that begins with ! must stand in quotes"),
    ("", "scanning a tag", "a text that begins with ! must stand in quotes"),
    (
        "comment or line break",
        "block scalar",
        "behind | or > the line ends: the text stands on the lines below, further right",
    ),
    (
        "did not find expected node content",
        "",
        "a text that begins with a bracket, a brace or a comma must stand in quotes",
    ),
    ("another document", "", "one file holds one document: take the line `---` away"),
    (
        "control characters",
        "",
        "a control character, which nobody can see: type this line again",
    ),
)


def explain_syntax(problem: str, context: str = "") -> str:
    """Return what to mend, for what a YAML parser says of a file.

    What isn't known here is returned in the parser's own words.
    """
    for said, where, plain in _PLAIN:
        if said in problem and where in context:
            return plain
    return f"{problem} ({context})" if context else problem
